package io.tarn.orchestration.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes one event as a shop's program would. */
final class EventText {
    private static final JsonFactory JSON = new JsonFactory();

    /** Puts the members of the event. */
    @FunctionalInterface
    interface Members {
        void put(JsonGenerator event) throws IOException;
    }

    private EventText() {}

    static byte[] of(Members members) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator event = JSON.createGenerator(out)) {
            event.writeStartObject();
            members.put(event);
            event.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return out.toByteArray();
    }
}
