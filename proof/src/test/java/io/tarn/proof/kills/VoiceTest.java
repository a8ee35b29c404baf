package io.tarn.proof.kills;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VoiceTest {
    @Test
    void what_is_said_is_heard_and_what_is_cut_off_is_not() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Voice(new PrintStream(out, false, StandardCharsets.UTF_8)).say(Voice.FAILED, "two\n lines\tand a tab", "");
        String line = out.toString(StandardCharsets.UTF_8).stripTrailing();
        assertThat(Voice.words(line)).startsWith(Voice.FAILED, "two lines and a tab", "");
        for (int length = 0; length < line.length(); length++) {
            assertThat(Voice.words(line.substring(0, length))).isEmpty();
        }
        assertThat(Voice.words("somebody else's line")).isEqualTo(List.of());
    }
}
