package io.tarn.core.json;

import io.tarn.core.Reason;

/** Bytes that are no acceptable event. Has no stack trace: it is an answer, not a failure. */
public final class JsonRejected extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final long offset;

    /** @param offset of the offending byte */
    public JsonRejected(Reason reason, String detail, long offset) {
        super(detail + " at byte " + offset, null, false, false);
        this.reason = reason;
        this.offset = offset;
    }

    public Reason reason() {
        return reason;
    }

    public long offset() {
        return offset;
    }
}
