package io.tarn.core.store;

import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** What {@link LocalStoreTest} runs in a process of its own: {@code ROOT increment TIMES | ROOT hold KEY}. */
final class OtherProcess {
    private OtherProcess() {}

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        if (arguments[1].equals("increment")) {
            ObjectStore store = Stores.open(Stores.local(root));
            for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
                ObjectStoreContract.increment(store, "counter");
            }
            return;
        }
        LocalLocks locks = new LocalLocks(new LocalRoot(root).own().resolve("locks"));
        locks.holding(LocalLocks.Kind.KEY, arguments[2], () -> {
            System.out.print("h");
            System.out.flush();
            return waitForEver();
        });
    }

    private static boolean waitForEver() {
        while (true) {
            LockSupport.park();
        }
    }
}
