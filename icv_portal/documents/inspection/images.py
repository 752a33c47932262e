"""PNG and JPEG: whole, and nothing behind the picture."""

import io
import struct
from typing import IO

from icv_portal.documents.inspection.endings import damaged, refuse_hidden_archive, tail, two_in_one
from icv_portal.documents.inspection.formats import FileFormat

PNG_MARK = 8
CHUNK = struct.Struct(">I4s")
CHECKSUM = 4
MOST_CHUNKS = 100_000
END_OF_JPEG = b"\xff\xd9"


def probe_png(file: IO[bytes]) -> FileFormat:
    """Chunk by chunk to the last, which ends the file. Raises UnacceptableFile."""
    size = file.seek(0, io.SEEK_END)
    place, kind = PNG_MARK, b""
    for _number in range(MOST_CHUNKS):
        file.seek(place)
        header = file.read(CHUNK.size)
        if len(header) < CHUNK.size:
            raise damaged()
        length, kind = CHUNK.unpack(header)
        if place == PNG_MARK and kind != b"IHDR":
            raise damaged()
        place += CHUNK.size + length + CHECKSUM
        if kind == b"IEND":
            break
    if place > size or kind != b"IEND":
        raise damaged()
    if place < size:
        raise two_in_one()
    return FileFormat.PNG


def probe_jpeg(file: IO[bytes]) -> FileFormat:
    """Raises UnacceptableFile."""
    refuse_hidden_archive(file)
    if not tail(file, len(END_OF_JPEG)) == END_OF_JPEG:
        raise damaged()
    return FileFormat.JPEG
