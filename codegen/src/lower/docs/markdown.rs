//! From CommonMark to what rustdoc reads as it was meant, in lines of one width.

/// How wide a line of documentation may be.
const WIDTH: usize = 92;

/// A text as lines of Markdown. What rustdoc would take for links, HTML or code to test is escaped,
/// and code spans for which `link` has a target become links.
pub(super) fn lines(text: &str, link: &dyn Fn(&str) -> Option<String>) -> Vec<String> {
    let mut lines = Vec::new();
    for block in blocks(text) {
        match block {
            Block::Blank => lines.push(String::new()),
            Block::Verbatim(line) => lines.push(line.to_owned()),
            Block::Fence(line) => lines.push(fence(line)),
            Block::Code(code) => {
                lines.push("```text".to_owned());
                lines.extend(code.iter().map(|line| line.get(4..).unwrap_or_default().to_owned()));
                lines.push("```".to_owned());
            }
            Block::Text { prefix, text } => lines.extend(wrap(&prefix, &inline(&text, link))),
        }
    }
    let first = lines.iter().position(|line| !line.is_empty()).unwrap_or(lines.len());
    lines.drain(..first);
    lines.truncate(lines.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1));
    lines.dedup_by(|line, before| line.is_empty() && before.is_empty());
    lines
}

/// A piece of a text, which stands on lines of its own.
enum Block<'t> {
    Blank,
    /// A line of a block of code or of a table.
    Verbatim(&'t str),
    /// What begins a block of code.
    Fence(&'t str),
    /// Code that is one by its indentation.
    Code(Vec<&'t str>),
    /// A paragraph, heading or item of a list, which begins with the prefix.
    Text {
        prefix: String,
        text: String,
    },
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let (mut in_fence, mut in_list) = (false, false);
    for line in text.lines() {
        let content = line.trim();
        let is_fence = content.starts_with("```") || content.starts_with("~~~");
        if is_fence || in_fence {
            let begins = is_fence && !in_fence;
            in_list = in_list && line.starts_with(' ');
            blocks.push(if begins { Block::Fence(line.trim_end()) } else { Block::Verbatim(line.trim_end()) });
            in_fence = in_fence != is_fence;
            continue;
        }
        let prefix = prefix(line);
        let is_indented = line.starts_with("    ") && !in_list && !content.is_empty();
        match blocks.last_mut() {
            _ if content.is_empty() => blocks.push(Block::Blank),
            Some(Block::Code(code)) if is_indented => code.push(line),
            None | Some(Block::Blank) if is_indented => blocks.push(Block::Code(vec![line])),
            _ if content.starts_with('|') => blocks.push(Block::Verbatim(line)),
            Some(Block::Text { text, prefix: before }) if prefix.trim().is_empty() && !before.starts_with('#') => {
                text.push(' ');
                text.push_str(content);
            }
            _ => {
                in_list = is_item(&prefix) || in_list && line.starts_with(' ');
                let text = line[prefix.len()..].trim().to_owned();
                blocks.push(Block::Text { prefix, text });
            }
        }
    }
    blocks
}

/// What a line begins with that is no text: blanks, and the mark of a heading, quotation or item.
fn prefix(line: &str) -> String {
    let content = line.trim_start();
    let word = content.split(' ').next().unwrap_or_default();
    let indentation = line.len() - content.len();
    let is_heading = !word.is_empty() && word.len() <= 6 && word.chars().all(|letter| letter == '#');
    match is_heading || word == ">" || is_mark(word) {
        true if content.len() > word.len() => line[..indentation + word.len() + 1].to_owned(),
        _ => line[..indentation].to_owned(),
    }
}

fn is_item(prefix: &str) -> bool {
    is_mark(prefix.trim())
}

/// Whether a word at the beginning of a line makes it an item of a list.
fn is_mark(word: &str) -> bool {
    let number = word.strip_suffix(['.', ')']).unwrap_or_default();
    let is_number = !number.is_empty() && number.len() < 10 && number.bytes().all(|digit| digit.is_ascii_digit());
    matches!(word, "-" | "*" | "+") || is_number
}

/// A fence whose code rustdoc does not take for Rust.
fn fence(line: &str) -> String {
    let (mark, language) = line.split_at(line.len() - line.trim_start_matches([' ', '`', '~']).len());
    match language.trim() {
        "" | "rust" => format!("{mark}text"),
        _ => line.to_owned(),
    }
}

/// Escapes what stands outside of code, and links code spans.
fn inline(text: &str, link: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let taken = match first {
            '\\' => escaped(rest, &mut out),
            '`' => code_span(rest, link, &mut out),
            '[' => bracket(rest, &mut out),
            ']' => text_as("\\]", 1, &mut out),
            '<' => angle(rest, &mut out),
            'h' if at_word(text, rest) => url(rest, &mut out),
            _ => text_as(&rest[..first.len_utf8()], first.len_utf8(), &mut out),
        };
        rest = &rest[taken..];
    }
    out
}

/// Appends a text; says how much of the input it stands for.
fn text_as(text: &str, taken: usize, out: &mut String) -> usize {
    out.push_str(text);
    taken
}

fn escaped(rest: &str, out: &mut String) -> usize {
    let len = rest.chars().take(2).map(char::len_utf8).sum();
    text_as(&rest[..len], len, out)
}

/// Code between two runs of as many backticks; without a second one the first is text.
fn code_span(rest: &str, link: &dyn Fn(&str) -> Option<String>, out: &mut String) -> usize {
    let ticks = run(rest);
    let mut end = ticks;
    while let Some(at) = rest[end..].find('`') {
        let closing = run(&rest[end + at..]);
        if closing == ticks {
            let span = &rest[..end + at + ticks];
            let code = rest[ticks..end + at].trim();
            let linked = link(code).map(|target| format!("[{span}]({target})"));
            return text_as(linked.as_deref().unwrap_or(span), span.len(), out);
        }
        end += at + closing;
    }
    text_as(&"\\`".repeat(ticks), ticks, out)
}

fn run(rest: &str) -> usize {
    rest.bytes().take_while(|byte| *byte == b'`').count()
}

/// A link to somewhere on the web stays one; any other bracket is text.
fn bracket(rest: &str, out: &mut String) -> usize {
    let parts = rest[1..].split_once("](").and_then(|(text, after)| Some((text, after.split_once(')')?.0)));
    let is_web = |target: &str| ["http://", "https://", "mailto:"].iter().any(|scheme| target.starts_with(scheme));
    match parts {
        Some((text, target)) if is_web(target) && !text.contains('[') && !target.contains([' ', '<', '>']) => {
            let text = inline(text, &|_| None);
            out.push_str(&format!("[{text}]({target})"));
            rest[1..].find("](").map_or(1, |at| at + 3) + target.len() + 1
        }
        _ => text_as("\\[", 1, out),
    }
}

/// A link in angle brackets stays one; any other one is text.
fn angle(rest: &str, out: &mut String) -> usize {
    let link = rest[1..].split_once('>').map(|(link, _)| link);
    match link.filter(|link| is_url(link) && !link.contains(' ')) {
        Some(link) => text_as(&format!("<{link}>"), link.len() + 2, out),
        None => text_as("\\<", 1, out),
    }
}

/// An address becomes a link.
fn url(rest: &str, out: &mut String) -> usize {
    let word = rest.split([' ', '<', '>', '"', '`']).next().unwrap_or_default();
    let url = word.trim_end_matches(['.', ',', ';', ':', ')', '\'', '*', '_', ']']);
    match is_url(url) {
        true => text_as(&format!("<{url}>"), url.len(), out),
        false => text_as("h", 1, out),
    }
}

fn is_url(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|host| !host.is_empty())
}

/// Whether what is left begins with a new word.
fn at_word(text: &str, rest: &str) -> bool {
    let before = text[..text.len() - rest.len()].chars().next_back();
    before.is_none_or(|before| !before.is_alphanumeric())
}

/// Breaks a text into lines; those behind the first are indented to stand below it.
fn wrap(prefix: &str, text: &str) -> Vec<String> {
    if prefix.starts_with('#') {
        return vec![format!("{prefix}{text}")];
    }
    let quoted = prefix.trim_start().starts_with('>');
    let hanging = if quoted { prefix.to_owned() } else { " ".repeat(prefix.len()) };
    let mut lines = vec![prefix.to_owned()];
    let mut is_empty = true;
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if is_empty => line.push_str(word),
            Some(line) if line.len() + word.len() < WIDTH || !may_begin_line(word) => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(format!("{hanging}{word}")),
        }
        is_empty = false;
    }
    lines
}

/// Whether a word at the beginning of a line is a word, and not the mark of something else.
fn may_begin_line(word: &str) -> bool {
    let is_rule = |mark: char| word.chars().all(|letter| letter == mark);
    !is_mark(word) && !is_rule('-') && !is_rule('=') && !word.starts_with(['#', '>', '|']) && !word.starts_with("~~~")
}
