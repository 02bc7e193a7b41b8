"""PDFs without what a program writes into them about their author."""

import io

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text
from pypdf.generic import DictionaryObject, NameObject, RectangleObject, TextStringObject

from asn_portal.documents.pdf_author import without_author

AUTHOR = "Budi Santoso"
XMP = f"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator><rdf:Seq><rdf:li>{AUTHOR}</rdf:li></rdf:Seq></dc:creator>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def comment(writer):
    note = Text(rect=(1, 1, 5, 5), text="Lihat bab 2.")
    note[NameObject("/T")] = TextStringObject(AUTHOR)
    writer.add_annotation(0, note)


def signature(writer):
    signed = DictionaryObject({NameObject("/Type"): NameObject("/Sig"), NameObject("/Name"): TextStringObject(AUTHOR)})
    field = DictionaryObject(
        {
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/Rect"): RectangleObject((0, 0, 1, 1)),
            NameObject("/T"): TextStringObject("Tanda tangan"),
            NameObject("/V"): signed,
        }
    )
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/Fields"): field})


HIDDEN = {
    "properties": lambda writer: writer.add_metadata({"/Author": AUTHOR}),
    "XMP": lambda writer: setattr(writer, "xmp_metadata", XMP.encode()),
    "attachment": lambda writer: writer.add_attachment(f"{AUTHOR}.txt", AUTHOR.encode()),
    "comment": comment,
    "signature": signature,
}


@pytest.mark.parametrize("where", HIDDEN)
def test_no_author_is_left_and_the_pages_are(where):
    writer = PdfWriter()
    writer.add_blank_page(100, 200)
    HIDDEN[where](writer)
    original = io.BytesIO()
    writer.write(original)
    assert AUTHOR.encode() in original.getvalue()

    cleaned = without_author(original)

    assert AUTHOR.encode() not in cleaned
    assert [page.mediabox.height for page in PdfReader(io.BytesIO(cleaned)).pages] == [200]
