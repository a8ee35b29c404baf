package io.tarn.proof.cluster;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something that happens in another process. */
final class Waiting {
    private static final long MILLIS = 20;

    private Waiting() {}

    /** Returns when it is so; what never happens is a failure. */
    static void until(String what, Duration patience, BooleanSupplier so) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!so.getAsBoolean()) {
            Unproven.require(System.nanoTime() < end, "Waited " + patience.toSeconds() + " s in vain until " + what);
            Thread.sleep(MILLIS);
        }
    }
}
