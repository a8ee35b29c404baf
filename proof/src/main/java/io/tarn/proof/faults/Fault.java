package io.tarn.proof.faults;

import java.util.Locale;

/**
 * What goes wrong once in a day: the {@code k}-th operation of a port.
 *
 * @param k from 1, counted from the beginning of the day over all its processes
 * @param aftermath what happens when the process that met it has ended
 */
public record Fault(Port port, int k, Kind kind, Moment moment, Span span, Aftermath aftermath) {
    /** Counts, and never strikes. */
    public static final Fault NONE = new Fault(Port.STORE, 0, Kind.ERROR, Moment.BEFORE, Span.ONCE, Aftermath.NOTHING);

    /** Where operations are counted. */
    public enum Port {
        /** Calls of the object store. */
        STORE,
        /** Calls of the file system, by the store in a directory and by the spool. */
        DISK
    }

    /** What the one who asks gets to see. */
    public enum Kind {
        ERROR,
        /** Only what needs space fails. */
        FULL,
        /** The process is gone; what it did stays, forced or not. */
        KILL,
        /** Every process of the machine is gone, and with them what was not forced. */
        POWER
    }

    /** When, seen from the operation's effect. */
    public enum Moment {
        BEFORE,
        /** A part of the bytes is written; waits for an operation that writes bytes. */
        DURING,
        /** It has its effect, and the answer is lost. */
        AFTER
    }

    /** How long. */
    public enum Span {
        ONCE,
        /** Until the process ends. */
        FOR_EVER
    }

    /** After the process has ended by itself. */
    public enum Aftermath {
        NOTHING,
        POWER_LOSS
    }

    /** What an operation does, as far as a full disk is concerned. */
    public enum Access {
        READ,
        WRITE,
        REMOVE
    }

    @Override
    public String toString() {
        String text = port + " " + k + " " + kind + " " + moment + " " + span;
        return (aftermath == Aftermath.NOTHING ? text : text + " then " + aftermath).toLowerCase(Locale.ROOT);
    }
}
