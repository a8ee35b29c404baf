package io.tarn.core.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The checksum that a document of ours carries as its last member, {@code "crc32c"}: of every byte before that member
 * (decision 13). It is text of one fixed shape at the very end, so that no byte of a sealed document is free to change:
 * before the seal the checksum tells, within it the document is no longer what the strict codec reads.
 */
final class Seal {
    private static final String LINE = ",\"crc32c\":\"%s\"}";
    private static final String INDENTED = ",\n  \"crc32c\" : \"%s\"\n}\n";

    private Seal() {}

    /** A document that is not what was sealed. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;

        Broken(String why) {
            super(why, null, false, false);
        }
    }

    /** Seals an object on one line, which has at least one member. */
    static byte[] line(byte[] object) {
        return sealed(object, object.length - 1, LINE);
    }

    /** Seals an indented object that ends as {@link Json#pretty} ends it. */
    static byte[] indented(byte[] object) {
        return sealed(object, object.length - 3, INDENTED);
    }

    private static byte[] sealed(byte[] object, int end, String shape) {
        if (end < 2 || object[end] != '}' && object[end] != '\n') {
            throw new IllegalArgumentException("only an object with members can carry its checksum");
        }
        byte[] seal = text(shape, crc32c(object, end));
        byte[] sealed = Arrays.copyOf(object, end + seal.length);
        System.arraycopy(seal, 0, sealed, end, seal.length);
        return sealed;
    }

    /** The object without its seal; a document without one, as people write them, is given back as it is. */
    static byte[] opened(byte[] document) throws Broken {
        Optional<byte[]> line = opened(document, LINE);
        return line.isPresent() ? line.get() : opened(document, INDENTED).orElse(document);
    }

    private static Optional<byte[]> opened(byte[] document, String shape) throws Broken {
        int length = shape.length() + 6;
        int end = document.length - length;
        if (end < 1) {
            return Optional.empty();
        }
        String tail = new String(document, end, length, StandardCharsets.ISO_8859_1);
        int at = shape.indexOf('%');
        String said = tail.substring(at, at + 8);
        if (!tail.equals(String.format(Locale.ROOT, shape, said))) {
            return Optional.empty();
        }
        String is = crc32c(document, end);
        if (!is.equals(said)) {
            throw new Broken("its CRC32C is " + is + ", and it says " + said
                    + ", so it was changed or damaged after it was written");
        }
        byte[] object = Arrays.copyOf(document, end + 1);
        object[end] = '}';
        return Optional.of(object);
    }

    private static byte[] text(String shape, String crc32c) {
        return String.format(Locale.ROOT, shape, crc32c).getBytes(StandardCharsets.US_ASCII);
    }

    private static String crc32c(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
