//! What the simulated agents report: a few data sets that mostly answer, and notices about routine work.

use serde_json::{Value, json};

use super::random::Random;

/// A request that an agent sends to the hub.
#[derive(Debug)]
pub enum AgentAction {
    /// Report the state of a data set.
    Report {
        /// Id of the data set.
        id: &'static str,
        /// The report as JSON.
        body: Value,
    },
    /// Create a notification.
    Notify {
        /// The notification as JSON.
        body: Value,
    },
    /// A node beats.
    Beat {
        /// Id of the node.
        id: String,
        /// What it says of itself.
        body: Value,
    },
    /// A node says what it holds.
    Hold {
        /// Id of the node.
        id: String,
        /// Its blocks.
        body: Value,
    },
}

struct SimulatedDataset {
    id: &'static str,
    name: &'static str,
    category: &'static str,
    usual_ms: f64,
    /// `None` while it answers.
    outage: Option<CheckResult>,
}

/// What a check of a data set finds.
#[derive(Clone, Copy)]
struct CheckResult {
    http_code: Option<u16>,
    error: Option<&'static str>,
    latency_ms: f64,
}

/// The ways in which the original's checks fail (hub 002 §3).
const OUTAGES: [CheckResult; 4] = [
    CheckResult { http_code: None, error: Some("ReadTimeout"), latency_ms: 2_008.6 },
    CheckResult { http_code: None, error: Some("ConnectionError"), latency_ms: 3.9 },
    CheckResult { http_code: Some(503), error: None, latency_ms: 41.2 },
    CheckResult { http_code: Some(404), error: None, latency_ms: 9.7 },
];

/// Kind, title and message of notifications about routine work.
const ROUTINE_NOTICES: [(&str, &str, &str); 7] = [
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

/// The simulated data sets and the state of their outages.
pub struct Simulation {
    datasets: Vec<SimulatedDataset>,
    random: Random,
    next_notice: usize,
}

impl Simulation {
    /// A simulation in which everything answers; each seed gives another course of events.
    pub fn new(seed: u64) -> Self {
        let dataset =
            |id, name, category, usual_ms| SimulatedDataset { id, name, category, usual_ms, outage: None };
        let datasets = vec![
            dataset("bcentral_pib", "PIB Trimestral - Banco Central", "economía", 42.0),
            dataset("cne_combustibles", "Precios de Combustibles - CNE", "energía", 65.0),
            dataset("deis_defunciones", "Defunciones por Causas - DEIS MINSAL", "salud", 180.0),
            dataset("dga_embalses", "Niveles de Embalses - DGA", "medio ambiente", 130.0),
            dataset("dmc_estaciones", "Estaciones Meteorológicas - DMC", "medio ambiente", 75.0),
            dataset("ine_censo", "Censo de Población y Vivienda - INE", "demografía", 110.0),
            dataset("mineduc_matricula", "Matrícula Escolar - MINEDUC", "educación", 95.0),
            dataset("mtt_recorridos", "Recorridos de Buses - MTT", "transporte", 58.0),
        ];
        Self { datasets, random: Random::new(seed), next_notice: 0 }
    }

    /// Check every data set without changing its state.
    pub fn check_all(&mut self) -> Vec<AgentAction> {
        (0..self.datasets.len()).map(|index| self.report(index)).collect()
    }

    /// The next random event.
    pub fn next_action(&mut self) -> AgentAction {
        let index = self.random.below(self.datasets.len());
        match self.random.below(10) {
            // A check that finds what the last one found.
            0..4 => self.report(index),
            4..8 => self.change_state(index),
            _ => self.notice(),
        }
    }

    /// An outage ends before many more begin, so that most data sets answer most of the time.
    fn change_state(&mut self, index: usize) -> AgentAction {
        let down = self.datasets.iter().filter(|dataset| dataset.outage.is_some()).count();
        let first_down = self.datasets.iter().position(|dataset| dataset.outage.is_some());
        match first_down {
            Some(first_down) if down > 1 || self.random.below(2) == 0 => self.end_outage(first_down),
            _ => self.begin_outage(index),
        }
    }

    fn end_outage(&mut self, index: usize) -> AgentAction {
        self.datasets[index].outage = None;
        self.report(index)
    }

    fn begin_outage(&mut self, index: usize) -> AgentAction {
        let outage = OUTAGES[self.random.below(OUTAGES.len())];
        self.datasets[index].outage = Some(outage);
        self.report(index)
    }

    fn notice(&mut self) -> AgentAction {
        let (kind, title, message) = ROUTINE_NOTICES[self.next_notice % ROUTINE_NOTICES.len()];
        self.next_notice += 1;
        AgentAction::Notify { body: json!({ "type": kind, "title": title, "message": message }) }
    }

    fn report(&mut self, index: usize) -> AgentAction {
        let factor = 0.7 + self.random.below(100) as f64 / 100.0;
        let dataset = &self.datasets[index];
        let healthy = CheckResult {
            http_code: Some(200),
            error: None,
            latency_ms: (dataset.usual_ms * factor * 10.0).round() / 10.0,
        };
        let found = dataset.outage.unwrap_or(healthy);
        let body = json!({
            "name": dataset.name,
            "category": dataset.category,
            "url": format!("https://datos.example/{}", dataset.id),
            "status": if dataset.outage.is_some() { "down" } else { "up" },
            "latency_ms": found.latency_ms,
            "http_code": found.http_code,
            "error": found.error,
        });
        AgentAction::Report { id: dataset.id, body }
    }
}

#[cfg(test)]
mod tests;
