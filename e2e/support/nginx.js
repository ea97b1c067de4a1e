// nginx with the very files of deploy/, of which it changes only what an operator edits.
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { DIST, test as base } from "./fixtures.js";
import { listen } from "./upstream.js";

const NGINX = process.env.ATALAYA_NGINX ?? "/usr/sbin/nginx";
const DEPLOY = fileURLToPath(new URL("../../deploy", import.meta.url));

/** What Debian's own nginx.conf says, without its places and its user. */
const main = (folder) => `
daemon off;
master_process off;
pid ${folder}/nginx.pid;
lock_file ${folder}/nginx.lock;
error_log ${folder}/error.log;
include /etc/nginx/modules-enabled/*brotli-static.conf;
events {}
http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  sendfile on;
  gzip on;
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  scgi_temp_path ${folder}/scgi;
  uwsgi_temp_path ${folder}/uwsgi;
  include ${folder}/atalaya.conf;
}
`;

/** The site as an operator edits it. A name or a line that is not there any more is an error, not a skipped edit. */
function edited(text, { port, folder, hubs, edits }) {
  const replace = (line, to) => {
    if (!text.includes(line)) throw new Error(`atalaya.conf does not say: ${line}`);
    text = text.replaceAll(line, () => to);
  };
  replace("  listen 80;", `  listen 127.0.0.1:${port};`);
  replace("  listen [::]:80;", "");
  replace("server_name atalaya.example;", "server_name 127.0.0.1;");
  replace("root /srv/atalaya;", `root ${folder}/www;`);
  replace("/var/log/nginx/atalaya.log", `${folder}/access.log`);
  for (const [line, to] of edits) replace(line, to);
  for (const [id, address] of Object.entries(hubs)) {
    // Each location of the hub: the prefix itself, and what below it holds a socket.
    const locations = new RegExp(`(location /hubs/${id}/[^{]*\\{[^}]*proxy_pass )[^$]+`, "g");
    if (!locations.test(text)) throw new Error(`atalaya.conf has no hub ${id}`);
    text = text.replace(locations, (_, start) => start + address);
  }
  return text;
}

export const test = base.extend({
  /**
   * Start nginx. `hubs`: id → address, in place of the example's; `edits`: further lines of atalaya.conf to replace;
   * `files`: what stands beside the page; `snippets`: lines to replace in a file of `deploy/atalaya/`.
   */
  nginx: async ({ server }, use) => {
    const folders = [];
    await use(async ({ hubs = {}, edits = [], files = {}, snippets = {} } = {}) => {
      const folder = await mkdtemp(join(tmpdir(), "atalaya-nginx-"));
      folders.push(folder);
      await cp(DEPLOY, folder, { recursive: true });
      await cp(DIST, join(folder, "www"), { recursive: true });
      for (const [name, text] of Object.entries(files)) {
        const file = join(folder, "www", name);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, text);
      }
      for (const [name, [line, to]] of Object.entries(snippets)) {
        const file = join(folder, "atalaya", name);
        const text = await readFile(file, "utf8");
        if (!text.includes(line)) throw new Error(`${name} does not say: ${line}`);
        await writeFile(file, text.replace(line, () => to));
      }
      const site = await readFile(join(folder, "atalaya.conf"), "utf8");
      await writeFile(join(folder, "nginx.conf"), main(folder));
      const running = await server((port) => {
        writeFileSync(join(folder, "atalaya.conf"), edited(site, { port, folder, hubs, edits }));
        return [NGINX, "-c", join(folder, "nginx.conf"), "-e", join(folder, "error.log")];
      });
      const logged = async () =>
        (await readFile(join(folder, "access.log"), "utf8")) + (await readFile(join(folder, "error.log"), "utf8"));
      return Object.assign(running, { logged });
    });
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
  },

  /** A hub that records what reaches it; `answer(request, response, body)` says what it answers. */
  upstream: async ({}, use) => {
    const started = [];
    await use(async (answer) => {
      const one = await listen(answer);
      started.push(one);
      return one;
    });
    started.forEach((one) => one.close());
  },
});

export { expect } from "./fixtures.js";
