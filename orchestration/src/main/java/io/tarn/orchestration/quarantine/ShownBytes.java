package io.tarn.orchestration.quarantine;

import io.tarn.orchestration.cli.Printable;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Bytes for a terminal: as UTF-8 where they are, else with each byte that is no ASCII character as \xNN. */
final class ShownBytes {
    private ShownBytes() {}

    /** @param limit characters at most */
    static String of(byte[] bytes, int limit) {
        int length = Math.min(bytes.length, 4 * limit);
        CharBuffer text = CharBuffer.allocate(length);
        CoderResult result = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                // A character that the limit cuts in two is no error.
                .decode(ByteBuffer.wrap(bytes, 0, length), text, length == bytes.length);
        if (result.isError()) {
            return Printable.line(byteByByte(bytes, length), limit);
        }
        String start = text.flip().toString();
        return Printable.line(length == bytes.length ? start : start + "…", limit);
    }

    private static String byteByByte(byte[] bytes, int length) {
        StringBuilder out = new StringBuilder(4 * length);
        for (int i = 0; i < length; i++) {
            int b = bytes[i] & 0xff;
            if (b >= 0x20 && b < 0x7f) {
                out.append((char) b);
            } else {
                out.append("\\x").append(Character.forDigit(b >> 4, 16)).append(Character.forDigit(b & 15, 16));
            }
        }
        return out.toString();
    }
}
