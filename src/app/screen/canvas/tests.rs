use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::style::Modifier;
use ratatui::style::Style;

use super::*;

const AREA: Rect = Rect {
    x: 0,
    y: 0,
    width: 12,
    height: 3,
};

/// Text of a frame and where it stands.
type Piece = (u16, u16, String, Style);

fn piece() -> impl Strategy<Value = Piece> {
    let text = prop::sample::select(vec!["", "  ", "ab c", "äö", "北京", "│ x", "            "]);
    let colour = prop::sample::select(vec![
        Color::Reset,
        Color::Red,
        Color::LightCyan,
        Color::Indexed(200),
        Color::Rgb(1, 2, 3),
    ]);
    let modifier = prop::sample::select(vec![
        Modifier::empty(),
        Modifier::BOLD,
        Modifier::DIM,
        Modifier::BOLD | Modifier::DIM | Modifier::ITALIC,
        Modifier::REVERSED,
        Modifier::UNDERLINED | Modifier::BOLD,
    ]);
    let style = (colour.clone(), colour, modifier)
        .prop_map(|(fg, bg, modifier)| Style::new().fg(fg).bg(bg).add_modifier(modifier));
    (
        0..AREA.width,
        0..AREA.height,
        text.prop_map(str::to_owned),
        style,
    )
}

fn frame(pieces: &[Piece]) -> Buffer {
    let mut buffer = Buffer::empty(AREA);
    for (x, y, text, style) in pieces {
        buffer.set_string(*x, *y, text, *style);
    }
    buffer
}

/// Returns what an emulator of a terminal shows: each cell with all that is seen of it.
fn shown(screen: &vt100::Screen) -> Vec<String> {
    let cells = (0..AREA.height).flat_map(|y| (0..AREA.width).map(move |x| (y, x)));
    let cells = cells.map(|(y, x)| {
        let cell = screen.cell(y, x).unwrap();
        let text = if cell.has_contents() {
            cell.contents()
        } else {
            " "
        };
        let ground = (cell.bgcolor(), cell.inverse(), cell.underline());
        let letter = (cell.fgcolor(), cell.bold(), cell.dim(), cell.italic());
        let is_seen = text != " " || cell.inverse() || cell.underline();
        format!("{text}{ground:?}{:?}", is_seen.then_some(letter))
    });
    cells.collect()
}

fn emulator() -> vt100::Parser {
    let size = |cells: u16| cells.try_into().unwrap();
    vt100::Parser::new(size(AREA.height), size(AREA.width), 0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn frames_after_one_another_show_what_the_last_alone_shows(
        frames in prop::collection::vec(prop::collection::vec(piece(), 0..8), 1..6),
    ) {
        let (mut canvas, mut terminal) = (Canvas::default(), emulator());
        let mut before = Buffer::empty(AREA);
        for pieces in &frames {
            let after = frame(pieces);
            let mut out = Vec::new();
            canvas.paint(before.diff(&after).into_iter(), &mut out);
            terminal.process(&out);

            let mut alone = emulator();
            for (x, y, cell) in Buffer::empty(AREA).diff(&after) {
                let pen = Pen::default().turned_into(Pen::of(cell));
                alone.process(format!("\x1b[{};{}H\x1b[m{pen}{}", y + 1, x + 1, cell.symbol()).as_bytes());
            }
            prop_assert_eq!(shown(terminal.screen()), shown(alone.screen()));
            before = after;
        }
    }
}

fn painted(canvas: &mut Canvas, before: &Buffer, after: &Buffer) -> String {
    let mut out = Vec::new();
    canvas.paint(before.diff(after).into_iter(), &mut out);
    String::from_utf8(out).unwrap()
}

#[test]
fn a_word_between_others_costs_no_jump_and_a_rest_of_blanks_one_sequence() {
    let plain = Style::new();
    let mut canvas = Canvas::default();
    let empty = Buffer::empty(AREA);
    let words = frame(&[(0, 0, "ab cd  efgh".to_owned(), plain)]);
    assert_eq!(painted(&mut canvas, &empty, &words), "\x1b[1;1Hab cd  efgh");
    let fewer = frame(&[(0, 0, "xb cy".to_owned(), plain)]);
    assert_eq!(painted(&mut canvas, &words, &fewer), "\x1b[1;1Hxb cy\x1b[K");
}

#[test]
fn a_style_is_turned_into_another_with_one_short_sequence() {
    let pen = |style: Style| Pen::of(Cell::EMPTY.clone().set_style(style));
    let [plain, dim] = [pen(Style::new()), pen(Style::new().dim())];
    let ban = pen(Style::new().red().bold());
    assert_eq!(plain.turned_into(ban), "\x1b[1;31m");
    assert_eq!(ban.turned_into(dim), "\x1b[0;2m");
    assert_eq!(pen(Style::new().bold()).turned_into(dim), "\x1b[0;2m");
    assert_eq!(ban.turned_into(plain), "\x1b[m");
    assert_eq!(ban.turned_into(ban), "");
}
