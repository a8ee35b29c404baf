package io.tarn.proof.faults;

import io.tarn.proof.faults.Fault.Access;
import io.tarn.proof.faults.Fault.Kind;
import io.tarn.proof.faults.Fault.Moment;
import io.tarn.proof.faults.Fault.Port;
import io.tarn.proof.faults.Fault.Span;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counts the operations of a machine's processes and makes one of them fail. Thread-safe.
 *
 * <p>A dead process does nothing any more, its clean-up included: every later call of it is a {@link Crash}.
 */
public final class Fuse {
    private final Fault fault;
    private final int[] counts = new int[Port.values().length];
    private int running;
    private final List<Fuse> samePower = new CopyOnWriteArrayList<>();
    private volatile boolean dead;
    private boolean struck;
    private boolean spared;
    private String where = "";

    public Fuse(Fault fault) {
        this.fault = fault;
    }

    /** Where the power of this one goes, that of the other goes too. */
    void powers(Fuse other) {
        samePower.add(other);
    }

    /** Something that is done at a port. */
    @FunctionalInterface
    public interface Call<T, E extends Exception> {
        T run() throws E;
    }

    private enum Hit {
        NONE,
        FAIL_BEFORE,
        FAIL_DURING,
        FAIL_AFTER,
        DIE_BEFORE,
        DIE_DURING,
        DIE_AFTER
    }

    /**
     * Does it, or fails as the fault says.
     *
     * @param half does a part of it, where that is possible
     * @param failure makes what the caller gets, of the kind and the operation
     */
    public <T, E extends Exception> T pass(
            Port port,
            Access access,
            String what,
            Call<T, E> call,
            @Nullable Call<?, E> half,
            BiFunction<Kind, String, E> failure)
            throws E {
        Hit hit = enter(port, access, what, half != null);
        try {
            switch (hit) {
                case FAIL_BEFORE, DIE_BEFORE -> throw failed(hit, what, failure);
                case FAIL_DURING, DIE_DURING -> {
                    if (half != null) {
                        half.run();
                    }
                    throw failed(hit, what, failure);
                }
                case FAIL_AFTER, DIE_AFTER -> {
                    call.run();
                    throw failed(hit, what, failure);
                }
                case NONE -> {
                    return call.run();
                }
            }
            throw new IllegalStateException(hit.name());
        } finally {
            leave();
        }
    }

    private <E extends Exception> E failed(Hit hit, String what, BiFunction<Kind, String, E> failure) {
        if (hit == Hit.DIE_BEFORE || hit == Hit.DIE_DURING || hit == Hit.DIE_AFTER) {
            throw new Crash(where);
        }
        return failure.apply(fault.kind(), what);
    }

    private synchronized Hit enter(Port port, Access access, String what, boolean divisible) {
        if (dead) {
            throw new Crash(where);
        }
        Hit hit = port == fault.port() ? hit(++counts[port.ordinal()], access, what, divisible) : other(port);
        running++;
        return hit;
    }

    private Hit other(Port port) {
        counts[port.ordinal()]++;
        return Hit.NONE;
    }

    private Hit hit(int count, Access access, String what, boolean divisible) {
        if (spared || fault.k() == 0 || count < fault.k()) {
            return Hit.NONE;
        }
        boolean fits = (fault.kind() != Kind.FULL || access == Access.WRITE)
                && (struck || fault.moment() != Moment.DURING || divisible);
        if (!fits || (struck && fault.span() == Span.ONCE)) {
            return Hit.NONE;
        }
        boolean first = !struck;
        if (first) {
            struck = true;
            where = fault.moment().name() + " " + what + " (" + count + ")";
        }
        if (fault.kind() == Kind.KILL || fault.kind() == Kind.POWER) {
            dead = true;
            if (fault.kind() == Kind.POWER) {
                samePower.forEach(other -> other.dead = true);
            }
            return switch (fault.moment()) {
                case BEFORE -> Hit.DIE_BEFORE;
                case DURING -> Hit.DIE_DURING;
                case AFTER -> Hit.DIE_AFTER;
            };
        }
        return switch (first ? fault.moment() : Moment.BEFORE) {
            case BEFORE -> Hit.FAIL_BEFORE;
            case DURING -> Hit.FAIL_DURING;
            case AFTER -> Hit.FAIL_AFTER;
        };
    }

    private synchronized void leave() {
        running--;
        notifyAll();
    }

    /** Ends whatever still runs, and returns when nothing does. */
    synchronized void kill() {
        dead = true;
        boolean interrupted = false;
        while (running > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The fault is over: there is space again, the disk was changed. */
    synchronized void spare() {
        spared = true;
    }

    boolean dead() {
        return dead;
    }

    synchronized boolean struck() {
        return struck;
    }

    /** The operation that was struck first; "" if none was. */
    synchronized String where() {
        return where;
    }

    synchronized int count(Port port) {
        return counts[port.ordinal()];
    }
}
