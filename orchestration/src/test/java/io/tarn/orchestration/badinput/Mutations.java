package io.tarn.orchestration.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Valid events, spoiled: cut, doubled, spliced, with other bytes, keys, numbers and depth. The same seed gives the
 * same.
 */
final class Mutations {
    private static final List<String> VALID = List.of(
            "{\"id\":1,\"name\":\"Zo\u00eb \ud83d\ude00\",\"at\":\"2026-03-01T10:00:00.5Z\",\"ok\":true}",
            "{\"id\":2,\"price\":19.90,\"tags\":[\"a\",\"b\\n\",\"\\u00e9\"],\"none\":null}",
            "{\"id\":3,\"user\":{\"name\":\"x\",\"address\":{\"zip\":\"01234\",\"geo\":[52.5,13.4]}},\"n\":-0}",
            "{\"id\":4,\"items\":[{\"sku\":\"a-1\",\"n\":2},{\"sku\":\"b\",\"n\":1,\"note\":\"\\\"q\\\" \\\\ \\/\"}],\"big\":9007199254740993}",
            "{\"id\":5,\"matrix\":[[1,2],[3,4]],\"mixed\":[1,\"a\",{\"b\":[]},null],\"e\":1e-7}",
            "{\"id\":6,\"text\":\"{\\\"inner\\\":[1,2]}\",\"long\":123456789012345678901234567890,\"empty\":{}}");

    private final Random random;

    Mutations(long seed) {
        random = new Random(seed);
    }

    /** A valid event. */
    byte[] valid() {
        return VALID.get(random.nextInt(VALID.size())).getBytes(UTF_8);
    }

    /** An event after one to three changes; it may still be valid. */
    byte[] next() {
        byte[] event = valid();
        for (int i = random.nextInt(3); i >= 0; i--) {
            event = changed(event);
        }
        return event;
    }

    private byte[] changed(byte[] event) {
        if (event.length == 0) {
            return event;
        }
        return switch (random.nextInt(10)) {
            case 0 -> Arrays.copyOf(event, random.nextInt(event.length));
            case 1 -> Arrays.copyOfRange(event, random.nextInt(event.length), event.length);
            case 2 -> joined(event, event);
            case 3 -> spliced(event, valid());
            case 4, 5 -> flipped(event);
            case 6 -> replaced(event, "\"id\"", "\"name\"");
            case 7 -> replaced(event, "1", "1" + "0".repeat(random.nextInt(450)));
            case 8 -> deepened(event);
            default -> inserted(event);
        };
    }

    private static byte[] joined(byte[] a, byte[] b) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(a);
        out.writeBytes(b);
        return out.toByteArray();
    }

    private byte[] spliced(byte[] a, byte[] b) {
        return joined(
                Arrays.copyOf(a, random.nextInt(a.length)), Arrays.copyOfRange(b, random.nextInt(b.length), b.length));
    }

    private byte[] flipped(byte[] event) {
        byte[] copy = event.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    private static byte[] replaced(byte[] event, String one, String other) {
        // Bytes as they are, whether or not they are text.
        String text = new String(event, java.nio.charset.StandardCharsets.ISO_8859_1);
        return text.replace(one, other).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private byte[] deepened(byte[] event) {
        int levels = random.nextInt(70);
        boolean arrays = random.nextBoolean();
        byte[] before = ("{\"d\":" + (arrays ? "[" : "{\"d\":").repeat(levels)).getBytes(UTF_8);
        byte[] after = ((arrays ? "]" : "}").repeat(levels) + "}").getBytes(UTF_8);
        return joined(joined(before, event), after);
    }

    private byte[] inserted(byte[] event) {
        List<String> pieces = List.of(
                ",", ":", "\"", "\\", "{", "}", "[", "]", "null", "NaN", "\\ud800", "\\u0000", "\u0000", "\ufeff", "\r",
                " ", "1e400", "/**/", "'", "-");
        int at = random.nextInt(event.length + 1);
        byte[] piece = pieces.get(random.nextInt(pieces.size())).getBytes(UTF_8);
        return joined(joined(Arrays.copyOf(event, at), piece), Arrays.copyOfRange(event, at, event.length));
    }
}
