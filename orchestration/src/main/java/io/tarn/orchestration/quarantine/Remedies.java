package io.tarn.orchestration.quarantine;

import io.tarn.core.Reason;

/** What people can do about each reason, in a line; docs/bad-input.md has the same. */
public final class Remedies {
    private Remedies() {}

    /** Begins with a small letter and has no full stop at its end. */
    public static String of(Reason reason) {
        return switch (reason) {
            case INVALID_JSON ->
                "mend the producer. A pretty-printed document has many lines: land it with --format json";
            case TRAILING_DATA -> "one event per line";
            case NOT_OBJECT -> "for files that are an array of events, --format json";
            case EMPTY_BODY -> "do not send it";
            case CHARSET -> "convert it: iconv -t UTF-8";
            case UTF8 -> "convert it, or mend the producer";
            case NUMBER_TOO_LONG -> "send it as a string";
            case DUPLICATE_KEY, CONTROL_CHARACTER -> "mend the producer";
            case TOO_DEEP -> "send the inner part as a string";
            case TOO_MANY_TOKENS -> "split the event";
            case FIELDS_PER_OBJECT -> "send a list of pairs";
            case EVENT_TOO_LARGE -> "raise max-event-size, or split the event";
            case TOO_LARGE -> "raise max-event-size, land the file with --again";
            case NO_RECORDS -> "correct the pointer and land with --again";
            case ID_CONFLICT ->
                "choose another id or dedupe.on-conflict, then tarn schema apply and tarn quarantine retry";
            case DAMAGED_SEGMENT ->
                "restore the object from a copy, then tarn quarantine retry; and look after the disk";
        };
    }
}
