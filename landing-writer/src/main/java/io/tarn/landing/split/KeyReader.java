package io.tarn.landing.split;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the key that begins at a scanner's position, to compare it with a pointer's. */
final class KeyReader {
    private final ByteScanner scan;

    KeyReader(ByteScanner scan) {
        this.scan = scan;
    }

    /** The key, or null where the text ends in it. Moves behind its closing quote. */
    @Nullable
    String read() throws IOException {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        scan.advance();
        for (int c = scan.peek(); c != '"'; c = scan.peek()) {
            if (c == ByteScanner.END) {
                return null;
            }
            raw.write(c);
            scan.advance();
            if (c == '\\') {
                int escaped = scan.peek();
                if (escaped == ByteScanner.END) {
                    return null;
                }
                raw.write(escaped);
                scan.advance();
            }
        }
        scan.advance();
        return unescaped(raw.toString(StandardCharsets.UTF_8));
    }

    private static String unescaped(String raw) {
        if (raw.indexOf('\\') < 0) {
            return raw;
        }
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char escape = raw.charAt(++i);
            if (escape == 'u' && i + 4 < raw.length() && hex(raw, i + 1) >= 0) {
                text.append((char) hex(raw, i + 1));
                i += 4;
            } else {
                text.append(single(escape));
            }
        }
        return text.toString();
    }

    private static int hex(String raw, int at) {
        int value = 0;
        for (int i = at; i < at + 4; i++) {
            int digit = Character.digit(raw.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static char single(char escape) {
        return switch (escape) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> escape;
        };
    }
}
