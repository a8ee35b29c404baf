package io.tarn.core.head;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells who this process is, and whether the owner of something is dead, so that nobody waits for a process that was
 * killed. A wrong answer costs work, never data: compare-and-swap is what protects. Thread-safe.
 */
public final class Owners {
    /** An owner on another machine that did not renew for so long is dead. */
    public static final Duration EXPIRY = Duration.ofSeconds(60);

    /** Linux derives the start of a process from the boot time, which moves a little when the clock is set. */
    private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

    private static final String HOST = hostName();

    private final Clock clock;

    public Owners(Clock clock) {
        this.clock = clock;
    }

    /** This process, renewed now. */
    public Owner current() {
        ProcessHandle self = ProcessHandle.current();
        Instant now = clock.instant();
        return new Owner(HOST, self.pid(), self.info().startInstant().orElse(Instant.EPOCH), now);
    }

    /** True for an owner that is this very process. */
    public boolean isCurrent(Owner owner) {
        return owner.host().equals(HOST)
                && owner.pid() == ProcessHandle.current().pid()
                && isRunning(owner);
    }

    /** True if the process is gone (same host), or if it gave no sign of life for {@link #EXPIRY} (another host). */
    public boolean isDead(Owner owner) {
        if (owner.host().equals(HOST)) {
            return !isRunning(owner);
        }
        return owner.renewed().plus(EXPIRY).isBefore(clock.instant());
    }

    private static boolean isRunning(Owner owner) {
        Optional<ProcessHandle> process = ProcessHandle.of(owner.pid()).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return false;
        }
        // Where the start is not known, for a process of somebody else, the pid alone has to do.
        return process.get()
                .info()
                .startInstant()
                .map(started -> Duration.between(started, owner.started()).abs().compareTo(START_TOLERANCE) <= 0)
                .orElse(true);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // A machine without a name of its own in DNS or hosts; its processes still find each other.
            String name = System.getenv("HOSTNAME");
            return name == null || name.isBlank() ? "localhost" : name;
        }
    }
}
