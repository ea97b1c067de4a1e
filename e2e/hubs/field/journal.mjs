// What reached the hub, and when: a test of a fault counts the requests.
const requests = [];

/** Keep a request; gives what is kept, to add to. */
export function note({ method, url, headers }) {
  const kept = { at: Date.now(), method, url, headers };
  requests.push(kept);
  return kept;
}

/** What the socket's clients sent, in order. */
export const heard = [];

export const journal = {
  /** Everything since the start, or since the last `forget`. */
  state() {
    return { requests, heard };
  },
  forget() {
    requests.length = 0;
    heard.length = 0;
    return {};
  },
};
