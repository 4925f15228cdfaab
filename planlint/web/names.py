"""Names of elements of HTML, by what they do to a text."""

BLOCKS = {
    "p", "div", "section", "article", "main", "header", "footer", "nav", "aside", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "figure",
    "figcaption", "center", "form", "fieldset", "legend", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6",
    "hr", "address", "details", "summary", "body", "html",
}  # fmt: skip
HEADINGS = {f"h{n}": n for n in range(1, 7)}
