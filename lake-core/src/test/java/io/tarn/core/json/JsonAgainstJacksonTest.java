package io.tarn.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import io.tarn.core.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Jackson, where our policy agrees with it, as the second opinion. */
class JsonAgainstJacksonTest {
    private static final Set<Reason> POLICY = EnumSet.of(
            Reason.DUPLICATE_KEY,
            Reason.NOT_OBJECT,
            Reason.NUMBER_TOO_LONG,
            Reason.TOO_DEEP,
            Reason.CHARSET,
            Reason.EMPTY_BODY);

    private final JsonParser parser = new JsonParser(JsonLimits.DEFAULT);
    private final JsonFactory jackson = new JsonFactory();

    @Test
    void random_documents_read_the_same_in_both() throws Exception {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 3_000; i++) {
            byte[] bytes = RandomJson.document(random).getBytes(StandardCharsets.UTF_8);
            String where = "seed " + seed + ", document " + new String(bytes, StandardCharsets.UTF_8);
            JsonTape tape = parser.parse(bytes, 0, bytes.length);
            try (com.fasterxml.jackson.core.JsonParser other = jackson.createParser(bytes)) {
                other.nextToken();
                assertThat(same(tape, 0, other, where)).as(where).isEqualTo(tape.nodes());
                assertThat(other.nextToken()).as(where).isNull();
            }
        }
    }

    @Test
    void mutated_documents_are_refused_by_both_or_by_none() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        int accepted = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = mutate(RandomJson.document(random).getBytes(StandardCharsets.UTF_8), random);
            Reason reason = reason(bytes);
            if (reason != null && POLICY.contains(reason)) {
                continue;
            }
            accepted += reason == null ? 1 : 0;
            boolean good = isUtf8(bytes) && jacksonTakes(bytes);
            assertThat(reason == null)
                    .as("seed %s, %s: %s", seed, reason, new String(bytes, StandardCharsets.UTF_8))
                    .isEqualTo(good);
        }
        assertThat(accepted).isBetween(1_000, 19_000);
    }

    /** Compares a value; returns the node behind it. */
    private int same(JsonTape tape, int node, com.fasterxml.jackson.core.JsonParser other, String where)
            throws IOException {
        switch (tape.kind(node)) {
            case OBJECT -> {
                assertThat(other.currentToken()).as(where).isEqualTo(JsonToken.START_OBJECT);
                int key = node + 1;
                for (int i = 0; i < tape.size(node); i++) {
                    assertThat(other.nextFieldName()).as(where).isEqualTo(tape.text(key));
                    byte[] utf8 = tape.text(key).getBytes(StandardCharsets.UTF_8);
                    if (!tape.loneSurrogate(key)) {
                        assertThat(tape.find(node, utf8)).as(where).isEqualTo(key + 1);
                    }
                    other.nextToken();
                    key = same(tape, key + 1, other, where);
                }
                assertThat(other.nextToken()).as(where).isEqualTo(JsonToken.END_OBJECT);
            }
            case ARRAY -> {
                assertThat(other.currentToken()).as(where).isEqualTo(JsonToken.START_ARRAY);
                int element = node + 1;
                for (int i = 0; i < tape.size(node); i++) {
                    other.nextToken();
                    element = same(tape, element, other, where);
                }
                assertThat(other.nextToken()).as(where).isEqualTo(JsonToken.END_ARRAY);
            }
            case STRING -> assertThat(other.getText()).as(where).isEqualTo(tape.text(node));
            case INTEGER -> {
                assertThat(other.currentToken()).as(where).isEqualTo(JsonToken.VALUE_NUMBER_INT);
                assertThat(tape.text(node)).as(where).isEqualTo(other.getText());
                if (tape.fitsLong(node)) {
                    assertThat(tape.longValue(node)).as(where).isEqualTo(other.getLongValue());
                }
            }
            case FRACTION -> {
                assertThat(tape.text(node)).as(where).isEqualTo(other.getText());
                assertThat(tape.doubleValue(node)).as(where).isEqualTo(Double.parseDouble(other.getText()));
            }
            case TRUE -> assertThat(other.currentToken()).as(where).isEqualTo(JsonToken.VALUE_TRUE);
            case FALSE -> assertThat(other.currentToken()).as(where).isEqualTo(JsonToken.VALUE_FALSE);
            case NULL -> assertThat(other.currentToken()).as(where).isEqualTo(JsonToken.VALUE_NULL);
        }
        return tape.after(node);
    }

    private static byte[] mutate(byte[] bytes, SplittableRandom random) {
        byte[] out = bytes.clone();
        if (random.nextInt(4) == 0) {
            return java.util.Arrays.copyOf(out, random.nextInt(out.length));
        }
        String likely = "{}[]\",:\\u0123456789.eE+-truefalsn \t\n";
        for (int i = random.nextInt(3); i >= 0; i--) {
            boolean text = random.nextInt(3) > 0;
            out[random.nextInt(out.length)] =
                    (byte) (text ? likely.charAt(random.nextInt(likely.length())) : random.nextInt(256));
        }
        return out;
    }

    private Reason reason(byte[] bytes) {
        try {
            parser.parse(bytes, 0, bytes.length);
            return null;
        } catch (JsonRejected e) {
            return e.reason();
        }
    }

    /** As text: of bytes that begin with a NUL Jackson guesses UTF-16, where only UTF-8 is asked for. */
    private boolean jacksonTakes(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        try (com.fasterxml.jackson.core.JsonParser other = jackson.createParser(text)) {
            int depth = 0;
            int documents = 0;
            for (JsonToken token = other.nextToken(); token != null; token = other.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                documents += depth == 0 ? 1 : 0;
            }
            return documents == 1;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
