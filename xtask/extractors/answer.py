"""Answers an evaluation with one of the extractors for Python, which `cargo xtask compare` measures.

usage: answer.py trafilatura|newspaper4k|readability-lxml|resiliparse

Pages come and texts go as JSON lines. Each extractor is called as its documentation says for the text of a page, with
its defaults; beside each it is said where it has to be told more. It works in a process of its own, because a parser that
is written in C cannot be interrupted from within: one that fails or takes too long leaves that page without an answer, which
an evaluation counts as empty.
"""
import json
import sys
from multiprocessing import Pipe, Process

# Seconds. Pages take hundredths of one.
LONGEST = 60

BLOCKS = (
    "address article aside blockquote br caption dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr "
    "li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
).split()


def trafilatura(html, url):
    from trafilatura import extract

    # Comments are no main content; its own evaluation leaves them out too.
    return extract(html, url=url or None, include_comments=False)


def newspaper4k(html, url):
    from newspaper import article

    # Nothing may be fetched. The language is the page's, as its default is; for some the package has extras.
    return article(url or "https://example.org/", input_html=html, fetch_images=False).text


def readability_lxml(html, url):
    from readability import Document

    return text_of(Document(html, url=url or None).summary())


def resiliparse(html, url):
    from resiliparse.extract.html2text import extract_plain_text

    # What an image would say is not in the text that people marked, nor are bullets.
    return extract_plain_text(html, main_content=True, alt_texts=False, list_bullets=False)


EXTRACTORS = {
    "trafilatura": trafilatura,
    "newspaper4k": newspaper4k,
    "readability-lxml": readability_lxml,
    "resiliparse": resiliparse,
}


def text_of(html):
    """The text of an answer in HTML, with its blocks apart: where words of two run into one, neither is found."""
    from lxml.html import fragment_fromstring

    root = fragment_fromstring(html, create_parent="div")
    for element in root.iter(*BLOCKS):
        element.text = "\n" + (element.text or "")
        element.tail = "\n" + (element.tail or "")
    return root.text_content()


def work(name, pipe):
    """Reads pages until it is ended."""
    while True:
        page = pipe.recv()
        try:
            pipe.send(EXTRACTORS[name](page["html"], page["url"]) or "")
        except Exception as error:
            pipe.send(error)


class Worker:
    """A process that extracts, started anew after it had to be ended."""

    def __init__(self, name):
        self.pipe, end = Pipe()
        self.process = Process(target=work, args=(name, end), daemon=True)
        self.process.start()
        end.close()

    def extract(self, page):
        """The text of a page. Fails as the extractor does, and where it takes too long or breaks."""
        self.pipe.send(page)
        try:
            if not self.pipe.poll(LONGEST):
                raise TimeoutError(f"no answer in {LONGEST} seconds")
            answer = self.pipe.recv()
        except (EOFError, TimeoutError):
            self.process.kill()
            self.process.join()
            raise
        if isinstance(answer, Exception):
            raise answer
        return answer


def main(name):
    worker = Worker(name)
    for line in sys.stdin:
        page = json.loads(line)
        try:
            print(json.dumps({"id": page["id"], "text": worker.extract(page)}), flush=True)
        except Exception as error:
            print(f"{page['id']}: {error!r}", file=sys.stderr)
            if not worker.process.is_alive():
                worker = Worker(name)


if __name__ == "__main__":
    if sys.argv[1:2] == [] or sys.argv[1] not in EXTRACTORS:
        sys.exit(__doc__)
    main(sys.argv[1])
