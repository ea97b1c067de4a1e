//! Bytes that are read from their start.

/// Bytes that are being read. Once they turn out not to be what was wanted, all that is read is zero.
#[derive(Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
    failed: bool,
}

impl<'a> Reader<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, failed: false }
    }

    /// All was read, and all was what it had to be.
    pub(crate) const fn is_done(&self) -> bool {
        !self.failed && self.rest.is_empty()
    }

    /// What was read is not what it had to be.
    pub(crate) const fn fail(&mut self) {
        self.failed = true;
        self.rest = &[];
    }

    /// How many items follow: no more than there are bytes, as none takes less than one.
    pub(crate) fn length(&mut self) -> usize {
        match usize::try_from(self.number()) {
            Ok(length) if length <= self.rest.len() => length,
            _ => {
                self.fail();
                0
            }
        }
    }

    pub(crate) fn bytes(&mut self, count: usize) -> &'a [u8] {
        match self.rest.split_at_checked(count) {
            Some((bytes, rest)) => {
                self.rest = rest;
                bytes
            }
            None => {
                self.fail();
                &[]
            }
        }
    }

    pub(crate) fn byte(&mut self) -> u8 {
        self.bytes(1).first().copied().unwrap_or_default()
    }

    /// Seven bits a byte, the least first; the eighth says that more follow.
    pub(crate) fn number(&mut self) -> u64 {
        let mut number = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let byte = self.byte();
            number |= u64::from(byte & 0x7f).unbounded_shl(shift);
            if byte < 0x80 {
                return number;
            }
        }
        self.fail();
        0
    }

    /// Which of `count` variants follows.
    pub fn variant(&mut self, count: usize) -> usize {
        match usize::from(self.byte()) {
            variant if variant < count => variant,
            _ => {
                self.fail();
                0
            }
        }
    }
}
