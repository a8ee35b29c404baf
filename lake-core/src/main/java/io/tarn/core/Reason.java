package io.tarn.core;

import java.util.Locale;

/** Why an event was refused at the door or set aside in quarantine; the wire name is the lower-case name. */
public enum Reason {
    INVALID_JSON,
    TRAILING_DATA,
    NOT_OBJECT,
    EMPTY_BODY,
    CHARSET,
    UTF8,
    NUMBER_TOO_LONG,
    DUPLICATE_KEY,
    TOO_DEEP,
    TOO_MANY_TOKENS,
    FIELDS_PER_OBJECT,
    EVENT_TOO_LARGE,
    CONTROL_CHARACTER,
    TOO_LARGE,
    NO_RECORDS,
    ID_CONFLICT,
    DAMAGED_SEGMENT;

    /** The name used in JSON, Avro and on the command line. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reason of a wire name. */
    public static Reason ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
