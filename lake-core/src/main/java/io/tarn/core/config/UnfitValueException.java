package io.tarn.core.config;

/** A text that is no value of its kind: why, and how it is written. The one who knows where it stands says the rest. */
public final class UnfitValueException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String why;
    private final String todo;

    public UnfitValueException(String why, String todo) {
        super(why + ". " + todo);
        this.why = why;
        this.todo = todo;
    }

    public String why() {
        return why;
    }

    public String todo() {
        return todo;
    }
}
