package io.tarn.orchestration.badinput;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.tarn.orchestration.badinput.Landed.Fate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Spoiled events by the hundred, as lines and as documents: nothing fails, all is balanced and verifies deep, every
 * byte is in the archive, and rows are exactly the frames that Jackson takes too.
 */
final class MutatedEventsIT {
    private static final int EVENTS = 400;
    private static final JsonFactory JACKSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    @TempDir
    Path folder;

    @Test
    void whatever_is_in_them_lines_and_documents_are_rows_or_set_aside() throws IOException {
        long seed = Long.getLong("tarn.seed", System.nanoTime());
        try {
            run(seed);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("with -Dtarn.seed=" + seed, e);
        }
    }

    private void run(long seed) throws IOException {
        Mutations mutations = new Mutations(seed);
        Landed landed = new Landed(folder);
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        List<Path> documents = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            byte[] event = i % 10 == 0 ? mutations.valid() : mutations.next();
            lines.writeBytes(event);
            lines.write('\n');
            documents.add(landed.file("d" + i + ".json", event));
        }
        landed.land("lines", List.of(), List.of(landed.file("lines.ndjson", lines.toByteArray())));
        landed.land("documents", List.of("--format", "json"), documents);
        landed.settle(List.of("lines", "documents"));

        List<Fate> ofLines = landed.ofFile("lines.ndjson");
        assertThat(ofLines.stream().map(each -> new String(each.frame().payload(), ISO_8859_1)))
                .containsExactlyElementsOf(linesOf(lines.toByteArray()));
        ofLines.forEach(MutatedEventsIT::checkJudgement);
        for (int i = 0; i < EVENTS; i++) {
            List<Fate> ofDocument = landed.ofFile("d" + i + ".json");
            checkDocument(java.nio.file.Files.readAllBytes(documents.get(i)), ofDocument);
            ofDocument.forEach(MutatedEventsIT::checkJudgement);
        }
    }

    /** As anyone would split them: at LF, without the CR before it, blank ones left out. */
    private static List<String> linesOf(byte[] file) {
        return Arrays.stream(new String(file, ISO_8859_1).split("\n", -1))
                .map(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)
                .filter(line -> !line.matches("[ \t\r]*"))
                .toList();
    }

    /** Nothing but blanks, marks and the brackets and commas of an array is left out of the frames. */
    private static void checkDocument(byte[] document, List<Fate> fates) {
        String text = new String(document, ISO_8859_1);
        int at = 0;
        for (Fate fate : fates) {
            String frame = new String(fate.frame().payload(), ISO_8859_1);
            int found = text.indexOf(frame, at);
            assertThat(found).as("frame in its document").isNotNegative();
            assertThat(text.substring(at, found)).matches("(?:\u00ef\u00bb\u00bf)?[ \t\r\n\\[\\],]*");
            at = found + frame.length();
        }
        assertThat(text.substring(at)).matches("[ \t\r\n\\],]*|(?:\u00ef\u00bb\u00bf)[ \t\r\n]*|\\[[ \t\r\n]*\\]");
    }

    private static void checkJudgement(Fate fate) {
        byte[] payload = fate.frame().payload();
        String shown = new String(payload, ISO_8859_1);
        if (fate.aside() != null) {
            assertThat(fate.aside().bytes()).isEqualTo(payload);
            assertThat(fate.row()).as(shown).isNull();
        } else {
            assertThat(fate.row()).as("neither row nor set aside: " + shown).isNotNull();
        }
        boolean marked = fate.frame().headers().containsKey("tarn-reason");
        assertThat(fate.row() != null).as("a row: " + shown).isEqualTo(!marked && isEvent(payload));
    }

    private static boolean isEvent(byte[] payload) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload))
                    .toString();
            return isEvent(text);
        } catch (CharacterCodingException e) {
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    /** One object, at most 64 deep, with numbers of at most 400 characters. */
    private static boolean isEvent(String text) throws IOException {
        try (JsonParser parser = JACKSON.createParser(text)) {
            int depth = 0;
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            for (JsonToken token = parser.currentToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth > 64 || token.isNumeric() && parser.getText().length() > 400) {
                    return false;
                }
                if (depth == 0) {
                    return parser.nextToken() == null;
                }
            }
            return false;
        }
    }
}
