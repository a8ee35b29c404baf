package io.tarn.ingest.lease;

import io.tarn.core.head.Owner;
import io.tarn.core.head.Owners;
import java.time.Clock;

/** Who we are, and whether somebody else still lives. Thread-safe. */
public interface Processes {
    /** This process, alive now. */
    Owner self();

    /** False where the owner is known dead: gone from this machine, or on another machine silent for too long. */
    boolean alive(Owner owner);

    /** The processes of the operating system. */
    static Processes ofThisMachine(Clock clock) {
        Owners owners = new Owners(clock);
        return new Processes() {
            @Override
            public Owner self() {
                return owners.current();
            }

            @Override
            public boolean alive(Owner owner) {
                return !owners.isDead(owner);
            }
        };
    }
}
