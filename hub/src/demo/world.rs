//! What the simulated agents find: a few data sets that mostly answer, and the chores around them.

use serde_json::{Value, json};

/// Something that an agent does.
#[derive(Debug)]
pub enum Deed {
    /// Report a data set.
    Report {
        /// Which.
        id: &'static str,
        /// The report.
        body: Value,
    },
    /// Make a notification.
    Notify {
        /// Its text.
        body: Value,
    },
}

struct Source {
    id: &'static str,
    name: &'static str,
    category: &'static str,
    usual_ms: f64,
    /// `None` while it answers.
    trouble: Option<Trouble>,
}

#[derive(Clone, Copy)]
struct Trouble {
    http_code: Option<u16>,
    error: Option<&'static str>,
    latency_ms: f64,
}

/// As the original's checks fail (hub 002 §3).
const TROUBLES: [Trouble; 4] = [
    Trouble { http_code: None, error: Some("ReadTimeout"), latency_ms: 2_008.6 },
    Trouble { http_code: None, error: Some("ConnectionError"), latency_ms: 3.9 },
    Trouble { http_code: Some(503), error: None, latency_ms: 41.2 },
    Trouble { http_code: Some(404), error: None, latency_ms: 9.7 },
];

const CHORES: [(&str, &str, &str); 7] = [
    ("success", "Copia de seguridad terminada", "La copia diaria del catálogo terminó sin errores"),
    (
        "info",
        "Nueva versión del catálogo",
        "Se publicaron 12 recursos nuevos en el catálogo de datos abiertos",
    ),
    ("warning", "Latencia alta", "Las consultas al portal tardan más de lo habitual"),
    ("info", "Informe diario disponible", "El informe de disponibilidad de hoy ya se puede descargar"),
    ("success", "Índice actualizado", "El índice de búsqueda se reconstruyó en 4,2 s"),
    ("warning", "Espacio en disco", "Queda menos del 20 % de espacio en el disco de descargas"),
    ("info", "Mantenimiento programado", "El domingo a las 03:00 habrá una pausa de diez minutos"),
];

/// The state of everything.
pub struct World {
    sources: Vec<Source>,
    random: u64,
    chores: usize,
}

impl World {
    /// Another course of events for each seed.
    pub fn new(seed: u64) -> Self {
        let source = |id, name, category, usual_ms| Source { id, name, category, usual_ms, trouble: None };
        let sources = vec![
            source("bcentral_pib", "PIB Trimestral - Banco Central", "economía", 42.0),
            source("cne_combustibles", "Precios de Combustibles - CNE", "energía", 65.0),
            source("deis_defunciones", "Defunciones por Causas - DEIS MINSAL", "salud", 180.0),
            source("dga_embalses", "Niveles de Embalses - DGA", "medio ambiente", 130.0),
            source("dmc_estaciones", "Estaciones Meteorológicas - DMC", "medio ambiente", 75.0),
            source("ine_censo", "Censo de Población y Vivienda - INE", "demografía", 110.0),
            source("mineduc_matricula", "Matrícula Escolar - MINEDUC", "educación", 95.0),
            source("mtt_recorridos", "Recorridos de Buses - MTT", "transporte", 58.0),
        ];
        Self { sources, random: seed | 1, chores: 0 }
    }

    /// A check of every data set as it is.
    pub fn all(&mut self) -> Vec<Deed> {
        (0..self.sources.len()).map(|index| self.report(index)).collect()
    }

    /// The next thing that happens.
    pub fn next(&mut self) -> Deed {
        let index = self.below(self.sources.len());
        let down = self.sources.iter().filter(|source| source.trouble.is_some()).count();
        match self.below(10) {
            // A check that finds what the last one found.
            0..4 => self.report(index),
            // Trouble goes before more of it comes: most of the house stands most of the time.
            4..8 => {
                let ill = self.sources.iter().position(|source| source.trouble.is_some());
                match ill {
                    Some(ill) if down > 1 || self.below(2) == 0 => self.heal(ill),
                    _ => self.fail(index),
                }
            }
            _ => self.chore(),
        }
    }

    fn heal(&mut self, index: usize) -> Deed {
        self.sources[index].trouble = None;
        self.report(index)
    }

    fn fail(&mut self, index: usize) -> Deed {
        let trouble = TROUBLES[self.below(TROUBLES.len())];
        self.sources[index].trouble = Some(trouble);
        self.report(index)
    }

    fn chore(&mut self) -> Deed {
        let (kind, title, message) = CHORES[self.chores % CHORES.len()];
        self.chores += 1;
        Deed::Notify { body: json!({ "type": kind, "title": title, "message": message }) }
    }

    fn report(&mut self, index: usize) -> Deed {
        let factor = 0.7 + self.below(100) as f64 / 100.0;
        let source = &self.sources[index];
        let healthy = Trouble {
            http_code: Some(200),
            error: None,
            latency_ms: (source.usual_ms * factor * 10.0).round() / 10.0,
        };
        let found = source.trouble.unwrap_or(healthy);
        let body = json!({
            "name": source.name,
            "category": source.category,
            "url": format!("https://datos.example/{}", source.id),
            "status": if source.trouble.is_some() { "down" } else { "up" },
            "latency_ms": found.latency_ms,
            "http_code": found.http_code,
            "error": found.error,
        });
        Deed::Report { id: source.id, body }
    }

    /// Less than `limit`, from a xorshift generator: the demonstration needs variety, not secrecy.
    fn below(&mut self, limit: usize) -> usize {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        usize::try_from(self.random % limit.max(1) as u64).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests;
