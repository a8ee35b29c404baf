package io.tarn.landing;

import io.tarn.core.Reason;
import java.util.Map;
import java.util.Optional;

/**
 * What the door asks of an event's id and headers. They go on as headers of messages and requests when events are
 * delivered, and to logs, where a line end would begin something else; and two that are no text would be stored as the
 * same question mark.
 */
final class Envelope {
    private static final Optional<Ack> CONTROL = Optional.of(new Ack.Refused(
            Reason.CONTROL_CHARACTER,
            "The event's id or a header has a control character, which could end a line or a header elsewhere"));
    private static final Optional<Ack> NO_TEXT = Optional.of(new Ack.Refused(
            Reason.UTF8, "The event's id or a header has half a surrogate pair, which no file can hold"));

    private Envelope() {}

    static Optional<Ack> refuse(Event event) {
        Optional<Ack> refused = refuse(event.id());
        for (Map.Entry<String, String> header : event.headers().entrySet()) {
            refused = refused.or(() -> refuse(header.getKey())).or(() -> refuse(header.getValue()));
        }
        return refused;
    }

    private static Optional<Ack> refuse(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                return CONTROL;
            }
            if (Character.isSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
                    return NO_TEXT;
                }
                i++;
            }
        }
        return Optional.empty();
    }
}
