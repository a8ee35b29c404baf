package io.tarn.landing.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the regular files of a tar: ustar, GNU long names, pax; several tars in a row. Unlike usual readers it does not
 * take a missing end, or garbage, for the end. Not thread-safe.
 */
final class TarStream {
    static final int BLOCK = 512;
    private static final int LARGEST_EXTENSION = 16 << 20;

    private final InputStream in;
    private final byte[] block = new byte[BLOCK];
    private long left;
    private long padding;
    private boolean sawEnd;

    TarStream(InputStream in) {
        this.in = in;
    }

    /** A regular file; its bytes come from {@link TarStream#data}. */
    record Member(String path, long size, Instant modified) {}

    /** The next regular file, or null at the end. */
    @Nullable
    Member next() throws IOException {
        Map<String, String> extended = new HashMap<>();
        while (true) {
            skipRest();
            if (!readHeader()) {
                return null;
            }
            left = number(124, 12);
            padding = (BLOCK - left % BLOCK) % BLOCK;
            char type = (char) block[156];
            switch (type) {
                case 'L' -> extended.put("path", trimmed(extension()));
                case 'K' -> extension();
                case 'x' -> pax(extension(), extended);
                case 'g' -> extension();
                case '0', '\0', '7' -> {
                    Member member = member(extended);
                    if (!member.path().endsWith("/")) {
                        return member;
                    }
                    extended.clear();
                }
                case 'S' ->
                    throw new TornInputException("member '" + name() + "' is a sparse file, which is not supported");
                default -> extended.clear(); // folders, links, devices
            }
        }
    }

    /** The bytes of the member that {@link #next} gave, once. */
    InputStream data() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                int n = read(one, 0, 1);
                return n < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (left == 0) {
                    return -1;
                }
                int n = in.read(target, offset, (int) Math.min(length, left));
                if (n < 0) {
                    left = 0;
                    padding = 0;
                    throw new TornInputException("the tar ends in the middle of a member");
                }
                left -= n;
                return n;
            }
        };
    }

    /** Whether 512 bytes are a tar header: its checksum says so. */
    static boolean isHeader(byte[] bytes, int length) {
        if (length < BLOCK || bytes[0] == 0) {
            return false;
        }
        long stored;
        try {
            stored = number(bytes, 148, 8);
        } catch (TornInputException noNumber) {
            return false;
        }
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : bytes[i] & 0xFF;
        }
        return sum == stored;
    }

    private Member member(Map<String, String> extended) throws IOException {
        String path = extended.getOrDefault("path", name());
        if (extended.containsKey("size")) {
            left = Long.parseLong(extended.getOrDefault("size", "0"));
            padding = (BLOCK - left % BLOCK) % BLOCK;
        }
        Instant modified = Instant.ofEpochSecond(number(136, 12));
        if (extended.containsKey("mtime")) {
            double seconds = Double.parseDouble(extended.getOrDefault("mtime", "0"));
            modified = Instant.ofEpochMilli(Math.round(Math.floor(seconds * 1000)));
        }
        return new Member(path, left, modified);
    }

    private String name() {
        String name = text(0, 100);
        boolean ustar = text(257, 5).equals("ustar");
        // GNU's old format has other things where the prefix is.
        String prefix = ustar && block[263] == '0' ? text(345, 155) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    /** Reads the next block that is not zero; false at the end of a tar that has an end. */
    private boolean readHeader() throws IOException {
        while (true) {
            int n = in.readNBytes(block, 0, BLOCK);
            if (n == 0 && sawEnd) {
                return false;
            }
            if (n < BLOCK) {
                if (sawEnd && isZero(n)) {
                    return false;
                }
                throw new TornInputException("the tar ends early");
            }
            if (isZero(BLOCK)) {
                sawEnd = true;
            } else if (isHeader(block, BLOCK)) {
                sawEnd = false;
                return true;
            } else {
                throw new TornInputException(
                        sawEnd ? "something that is no tar follows the tar" : "the tar is damaged");
            }
        }
    }

    private void skipRest() throws IOException {
        long rest = left + padding;
        left = 0;
        padding = 0;
        byte[] skipped = new byte[8 << 10];
        while (rest > 0) {
            int n = in.read(skipped, 0, (int) Math.min(skipped.length, rest));
            if (n < 0) {
                throw new TornInputException("the tar ends in the middle of a member");
            }
            rest -= n;
        }
    }

    private String extension() throws IOException {
        if (left > LARGEST_EXTENSION) {
            throw new TornInputException("the tar is damaged");
        }
        byte[] bytes = data().readNBytes((int) left);
        return new String(bytes, UTF_8);
    }

    /** {@code length key=value\n}, the length counting itself, in bytes. */
    private static void pax(String text, Map<String, String> into) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        int at = 0;
        while (at < bytes.length && bytes[at] != 0) {
            int blank = at;
            while (blank < bytes.length && bytes[blank] != ' ') {
                blank++;
            }
            int length = (int) decimal(new String(bytes, at, blank - at, UTF_8));
            if (length <= blank - at || at + length > bytes.length) {
                throw new TornInputException("the tar is damaged");
            }
            String pair = new String(bytes, blank + 1, at + length - blank - 2, UTF_8);
            int equals = pair.indexOf('=');
            if (equals > 0) {
                into.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
            at += length;
        }
    }

    private static long decimal(String text) throws TornInputException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new TornInputException("the tar is damaged", e);
        }
    }

    private long number(int at, int length) throws TornInputException {
        return number(block, at, length);
    }

    /** Octal text, or base 256 where the first bit is set. */
    private static long number(byte[] bytes, int at, int length) throws TornInputException {
        if ((bytes[at] & 0x80) != 0) {
            long value = bytes[at] & 0x3F;
            for (int i = at + 1; i < at + length; i++) {
                value = value << 8 | bytes[i] & 0xFF;
            }
            return value;
        }
        long value = 0;
        for (int i = at; i < at + length; i++) {
            byte b = bytes[i];
            if (b >= '0' && b <= '7') {
                value = value << 3 | b - '0';
            } else if (b != ' ' && b != 0) {
                throw new TornInputException("the tar is damaged");
            }
        }
        return value;
    }

    private String text(int at, int length) {
        int end = at;
        while (end < at + length && block[end] != 0) {
            end++;
        }
        return new String(block, at, end - at, UTF_8);
    }

    private static String trimmed(String zeroEnded) {
        int end = zeroEnded.indexOf('\0');
        return end < 0 ? zeroEnded : zeroEnded.substring(0, end);
    }

    private boolean isZero(int length) {
        for (int i = 0; i < length; i++) {
            if (block[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
