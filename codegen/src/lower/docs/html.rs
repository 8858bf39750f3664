//! From the HTML in models that AWS publishes to CommonMark.

/// Whether a text is marked up in HTML: it has a tag that is used for that, outside of code spans.
pub(super) fn is_html(text: &str) -> bool {
    let outside = text.split('`').step_by(2);
    outside.flat_map(tags).any(|tag| effect(tag).is_some())
}

/// The names of the tags in a text.
fn tags(text: &str) -> impl Iterator<Item = &str> {
    text.split('<').skip(1).filter_map(|rest| tag(rest).map(|tag| tag.name))
}

/// What a tag does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    /// It separates paragraphs.
    Block,
    /// It is a paragraph that begins with a word of its own.
    Admonition(&'static str),
    /// A list with these marks.
    List(&'static str),
    /// An item of a list.
    Item,
    /// The term that an item explains.
    Term,
    /// Code in a line.
    Code,
    /// Code in lines of its own.
    Preformatted,
    /// Text between two marks.
    Marked(&'static str),
    /// A title.
    Heading,
    /// A link.
    Link,
    /// A cell of a table.
    Cell,
    /// It only says what the text in it is.
    Nothing,
}

fn effect(name: &str) -> Option<Effect> {
    Some(match name {
        "p" | "br" | "div" | "section" | "table" | "tr" => Effect::Block,
        "note" => Effect::Admonition("Note"),
        "important" => Effect::Admonition("Important"),
        "caution" => Effect::Admonition("Caution"),
        "warning" => Effect::Admonition("Warning"),
        "tip" => Effect::Admonition("Tip"),
        "ul" | "dl" => Effect::List("-"),
        "ol" => Effect::List("1."),
        "li" => Effect::Item,
        "dt" => Effect::Term,
        "code" | "tt" => Effect::Code,
        "pre" => Effect::Preformatted,
        "b" | "strong" => Effect::Marked("**"),
        "i" | "em" | "replaceable" | "var" => Effect::Marked("*"),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Effect::Heading,
        "a" => Effect::Link,
        "td" | "th" => Effect::Cell,
        "dd" | "span" | "fullname" | "sup" | "sub" => Effect::Nothing,
        _ => return None,
    })
}

/// A tag, and how much of the text it takes.
struct Tag<'t> {
    name: &'t str,
    attributes: &'t str,
    is_end: bool,
    len: usize,
}

/// The tag whose `<` stands before the text.
fn tag(rest: &str) -> Option<Tag<'_>> {
    let (inside, _) = rest.split_once('>')?;
    let is_end = inside.starts_with('/');
    let body = inside.trim_start_matches('/').trim_end_matches('/');
    let len = body.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(body.len());
    let (name, attributes) = body.split_at(len);
    let is_tag = name.starts_with(|first: char| first.is_ascii_lowercase())
        && (attributes.is_empty() || attributes.starts_with(char::is_whitespace));
    is_tag.then_some(Tag { name, attributes, is_end, len: inside.len() + 1 })
}

/// Converts a text. Tags that are not known are dropped, and what stands in them is kept.
pub(super) fn to_markdown(text: &str) -> String {
    let mut writer = Writer::default();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        writer.text(&rest[..at]);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        match tag(&rest[1..]) {
            Some(tag) => {
                writer.tag(&tag);
                rest = &rest[tag.len + 1..];
            }
            None => {
                writer.text("<");
                rest = &rest[1..];
            }
        }
    }
    writer.text(rest);
    writer.end_paragraph();
    writer.out
}

/// What is written so far.
#[derive(Default)]
struct Writer {
    out: String,
    /// The paragraph that has begun.
    line: String,
    /// The marks of the lists that are open, outermost first.
    lists: Vec<&'static str>,
    /// Whether the next paragraph is the first of an item.
    begins_item: bool,
    /// Whether a list has ended since the last paragraph.
    ends_list: bool,
    /// What is open in the line: where it begins, what it is, and its attributes.
    open: Vec<(usize, Effect, String)>,
    /// Whether blanks and line ends are kept.
    is_preformatted: bool,
    /// Whether text is code, in which nothing is escaped.
    is_code: bool,
}

impl Writer {
    fn text(&mut self, text: &str) {
        let text = decoded(text);
        if self.is_preformatted {
            self.line.push_str(&text);
            return;
        }
        for (index, word) in text.split(char::is_whitespace).enumerate() {
            if index > 0 && !self.line.is_empty() && !self.line.ends_with(' ') {
                self.line.push(' ');
            }
            match self.is_code {
                true => self.line.push_str(word),
                false => self.line.push_str(&escaped(word)),
            }
        }
    }

    fn tag(&mut self, tag: &Tag<'_>) {
        let Some(effect) = effect(tag.name) else { return };
        match (effect, tag.is_end) {
            (Effect::Nothing, _) => {}
            (Effect::Cell, _) => self.text(" "),
            // The word of an admonition and the term of an item stand before the first paragraph.
            (Effect::Block, false) if self.line.ends_with(":** ") || self.line.ends_with("**: ") => {}
            (Effect::Block, _) | (Effect::Admonition(_), true) => self.end_paragraph(),
            (Effect::Admonition(word), false) => {
                self.end_paragraph();
                self.line = format!("**{word}:** ");
            }
            (Effect::List(mark), false) => {
                self.end_paragraph();
                self.lists.push(mark);
            }
            (Effect::List(_), true) => {
                self.end_paragraph();
                self.lists.pop();
                self.begins_item = false;
                self.ends_list = true;
            }
            (Effect::Item, ends) => {
                self.end_paragraph();
                self.begins_item = !ends;
            }
            (Effect::Heading, false) => {
                self.end_paragraph();
                self.begin(Effect::Marked("**"), tag.attributes);
            }
            (Effect::Term, false) => {
                self.end_paragraph();
                self.begins_item = true;
                self.begin(Effect::Marked("**"), tag.attributes);
            }
            (Effect::Heading, true) => {
                self.end(Effect::Marked("**"));
                self.end_paragraph();
            }
            (Effect::Term, true) => {
                self.end(Effect::Marked("**"));
                self.line.push_str(": ");
            }
            (Effect::Preformatted, false) => {
                self.end_paragraph();
                self.is_preformatted = true;
            }
            (Effect::Preformatted, true) => self.end_preformatted(),
            (Effect::Code | Effect::Marked(_) | Effect::Link, false) => self.begin(effect, tag.attributes),
            (Effect::Code | Effect::Marked(_) | Effect::Link, true) => self.end(effect),
        }
    }

    fn begin(&mut self, effect: Effect, attributes: &str) {
        if !self.is_code && !self.is_preformatted {
            self.is_code = effect == Effect::Code;
            self.open.push((self.line.len(), effect, attributes.to_owned()));
        }
    }

    /// Ends what was begun last, if it is this.
    fn end(&mut self, effect: Effect) {
        let Some((begin, _, attributes)) = self.open.pop_if(|(_, open, _)| *open == effect) else { return };
        self.is_code = false;
        let inner = self.line.split_off(begin.min(self.line.len()));
        let text = inner.trim();
        let blank = |is_there: bool| if is_there { " " } else { "" };
        let (before, after) = (blank(inner.starts_with(' ')), blank(inner.ends_with(' ') && !text.is_empty()));
        let written = match effect {
            _ if text.is_empty() => String::new(),
            Effect::Code => code(text),
            Effect::Marked(mark) => format!("{mark}{text}{mark}"),
            Effect::Link => link(text, &attributes),
            _ => text.to_owned(),
        };
        self.line.push_str(&format!("{before}{written}{after}"));
    }

    fn end_paragraph(&mut self) {
        while let Some((_, effect, _)) = self.open.last() {
            let effect = *effect;
            self.end(effect);
        }
        let line = std::mem::take(&mut self.line);
        if !line.trim().is_empty() {
            self.paragraph(line.trim());
        }
    }

    fn end_preformatted(&mut self) {
        self.is_preformatted = false;
        let code = std::mem::take(&mut self.line);
        let code = code.trim_matches('\n');
        if !code.trim().is_empty() {
            self.separate();
            self.out.push_str(&format!("```text\n{code}\n```"));
        }
    }

    /// Writes a paragraph, at its place in the lists that are open.
    fn paragraph(&mut self, text: &str) {
        self.separate();
        let depth = self.lists.iter().map(|mark| mark.len() + 1);
        match (self.lists.last(), self.begins_item) {
            (Some(mark), true) => {
                let outer: usize = depth.clone().take(self.lists.len() - 1).sum();
                self.out.push_str(&format!("{}{mark} {text}", " ".repeat(outer)));
            }
            _ => self.out.push_str(&format!("{}{}", " ".repeat(depth.sum()), unmarked(text))),
        }
        self.begins_item = false;
    }

    fn separate(&mut self) {
        if !self.out.is_empty() {
            let follows = self.begins_item && !self.ends_list && self.out_ends_with_item();
            self.out.push_str(if follows { "\n" } else { "\n\n" });
        }
        self.ends_list = false;
    }

    /// Whether the last line written is an item, which the next one follows without a blank line.
    fn out_ends_with_item(&self) -> bool {
        let last = self.out.lines().next_back().unwrap_or_default().trim_start();
        last.starts_with("- ") || last.starts_with("1. ")
    }
}

/// Text with backticks around it, more than stand in it.
fn code(text: &str) -> String {
    match text.contains('`') {
        true => format!("`` {text} ``"),
        false => format!("`{text}`"),
    }
}

/// A link to the web; without an address what is named is most likely an operation or a type.
fn link(text: &str, attributes: &str) -> String {
    let target = attributes.split_once("href=").map(|(_, value)| value.trim_start());
    let target = target.and_then(|value| {
        let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        value[1..].split(quote).next()
    });
    let is_name = text.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | ':' | '$' | '.'));
    match target.map(decoded).filter(|target| target.starts_with("http")) {
        Some(target) if !text.contains(['[', ']']) => {
            format!("[{text}]({})", target.trim().replace(' ', "%20").replace('(', "%28").replace(')', "%29"))
        }
        None if is_name && target.is_none() => code(text),
        _ => text.to_owned(),
    }
}

/// A word in which nothing is markup.
fn escaped(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for (index, letter) in word.char_indices() {
        let is_inside = index > 0 && index + 1 < word.len();
        let is_markup = matches!(letter, '\\' | '*' | '`' | '[' | ']') || letter == '_' && !is_inside;
        out.push_str(if is_markup { "\\" } else { "" });
        out.push(letter);
    }
    out
}

/// A paragraph that begins with no mark of a list, heading or quotation.
fn unmarked(text: &str) -> String {
    let first = text.split(' ').next().unwrap_or_default();
    let number = first.strip_suffix(['.', ')']).is_some_and(|number| number.bytes().all(|it| it.is_ascii_digit()));
    match first {
        "-" | "+" | ">" => format!("\\{text}"),
        _ if first.starts_with('#') => format!("\\{text}"),
        _ if number && first.len() > 1 => {
            let (digits, rest) = text.split_at(first.len() - 1);
            format!("{digits}\\{rest}")
        }
        _ => text.to_owned(),
    }
}

/// Text with characters in the place of what stands for them.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let entity = rest[1..].split_once(';').map(|(entity, _)| entity);
        match entity.and_then(|entity| Some((entity, character(entity)?))) {
            Some((entity, character)) => {
                out.push(character);
                rest = &rest[entity.len() + 2..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

fn character(entity: &str) -> Option<char> {
    Some(match entity {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "mdash" => '—',
        "ndash" => '–',
        _ => {
            let number = entity.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|character| !character.is_control())?
        }
    })
}
