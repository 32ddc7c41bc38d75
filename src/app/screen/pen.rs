use ratatui::buffer::Cell;
use ratatui::style::Color;
use ratatui::style::Modifier;

/// How a terminal draws the letters that come next.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

/// What shows on a blank as well.
const ON_BLANKS: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::CROSSED_OUT);

/// Bold and dim are switched off by one code.
const WEIGHT: Modifier = Modifier::BOLD.union(Modifier::DIM);

const CODES: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

impl Pen {
    pub(super) fn of(cell: &Cell) -> Self {
        Self {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        }
    }

    /// Tells whether a blank looks the same, drawn with either.
    pub(super) fn blanks_as(self, other: Self) -> bool {
        self == other
            || self.bg == other.bg && !(self.modifier | other.modifier).intersects(ON_BLANKS)
    }

    /// Returns the shortest sequence that makes this pen `next`.
    pub(super) fn turned_into(self, next: Self) -> String {
        if self == next {
            return String::new();
        }
        if next == Self::default() {
            return "\x1b[m".to_owned();
        }
        let change = self.codes_to(next);
        let mut anew = Self::default().codes_to(next);
        anew.insert(0, "0".to_owned());
        let [change, anew] = [change, anew].map(|codes| codes.join(";"));
        let shorter = if change.len() <= anew.len() {
            change
        } else {
            anew
        };
        format!("\x1b[{shorter}m")
    }

    fn codes_to(self, next: Self) -> Vec<String> {
        let mut lost = self.modifier - next.modifier;
        // Both or one after the other: terminals that know only one take the same.
        if (self.modifier ^ next.modifier).intersects(WEIGHT) {
            lost |= self.modifier & WEIGHT;
        }
        let gained = next.modifier - (self.modifier - lost);
        let mut codes = Vec::new();
        for (modifier, _, off) in CODES {
            let off = off.to_string();
            if lost.contains(modifier) && codes.last() != Some(&off) {
                codes.push(off);
            }
        }
        for (modifier, on, _) in CODES {
            codes.extend(gained.contains(modifier).then(|| on.to_string()));
        }
        if self.fg != next.fg {
            codes.push(colour(next.fg, 30));
        }
        if self.bg != next.bg {
            codes.push(colour(next.bg, 40));
        }
        codes
    }
}

/// Returns the code of a colour, `base` being 30 for letters and 40 for what is behind them.
fn colour(colour: Color, base: u8) -> String {
    let plain = |number: u8| (base + number).to_string();
    let bright = |number: u8| (base + 60 + number).to_string();
    let extended = base + 8;
    match colour {
        Color::Reset => plain(9),
        Color::Black => plain(0),
        Color::Red => plain(1),
        Color::Green => plain(2),
        Color::Yellow => plain(3),
        Color::Blue => plain(4),
        Color::Magenta => plain(5),
        Color::Cyan => plain(6),
        Color::Gray => plain(7),
        Color::DarkGray => bright(0),
        Color::LightRed => bright(1),
        Color::LightGreen => bright(2),
        Color::LightYellow => bright(3),
        Color::LightBlue => bright(4),
        Color::LightMagenta => bright(5),
        Color::LightCyan => bright(6),
        Color::White => bright(7),
        Color::Indexed(index) => format!("{extended};5;{index}"),
        Color::Rgb(red, green, blue) => format!("{extended};2;{red};{green};{blue}"),
    }
}
