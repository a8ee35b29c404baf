package io.tarn.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.core.Reason;
import io.tarn.core.TarnException;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QuarantineTest {
    private static final String KEY = "quarantine/orders/received=2026-11-22/abc-00.avro";

    @TempDir
    Path root;

    private ObjectStore state;

    @BeforeEach
    void openStore() {
        state = Stores.open(Stores.local(root));
    }

    @Test
    void frames_come_back_with_bytes_reason_and_place() throws IOException {
        List<QuarantinedFrame> frames = frames();
        state.create(KEY, bytes(frames));
        assertThat(read()).usingRecursiveComparison().isEqualTo(frames);
    }

    @Test
    void a_damaged_object_is_an_error_that_names_it() throws IOException {
        byte[] bytes = bytes(frames());
        bytes[bytes.length - 40] ^= 1;
        state.create(KEY, bytes);
        assertThatThrownBy(this::read)
                .isInstanceOf(TarnException.class)
                .hasMessage("Quarantine object '" + KEY + "' cannot be read: a block does not match its checksum. "
                        + "Its frames are still in the archive: restore the object from a copy");
    }

    private List<QuarantinedFrame> read() throws IOException {
        List<QuarantinedFrame> frames = new ArrayList<>();
        try (QuarantineReader reader = QuarantineReader.open(state, KEY)) {
            for (QuarantinedFrame frame = reader.next(); frame != null; frame = reader.next()) {
                frames.add(frame);
            }
        }
        return frames;
    }

    private static byte[] bytes(List<QuarantinedFrame> frames) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (QuarantineWriter writer = new QuarantineWriter(KEY, out)) {
            for (QuarantinedFrame frame : frames) {
                writer.add(frame);
            }
            writer.finish();
        }
        return out.toByteArray();
    }

    private static List<QuarantinedFrame> frames() {
        List<QuarantinedFrame> frames = new ArrayList<>();
        for (Reason reason : Reason.values()) {
            frames.add(new QuarantinedFrame(
                    "orders",
                    Instant.parse("1969-12-31T23:59:59.999999Z"),
                    "id",
                    reason,
                    "at byte 3",
                    "a.json",
                    "archive/orders/…",
                    frames.size(),
                    new byte[] {0, -1, 10},
                    Map.of("a", "b")));
        }
        return frames;
    }
}
