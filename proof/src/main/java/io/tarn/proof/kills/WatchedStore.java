package io.tarn.proof.kills;

import io.tarn.core.store.ObjectStore;
import io.tarn.ingest.publish.Steps;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Stores each of whose changes is a named step: the verb, and the folder of the state root or {@code lake}. */
final class WatchedStore {
    private static final Set<String> CHANGES =
            Set.of("create", "swap", "begin", "writePart", "complete", "abort", "delete", "deleteAll");

    private WatchedStore() {}

    static ObjectStore of(ObjectStore store, Steps steps) {
        boolean state = store.location().uri().endsWith("/_tarn");
        return (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, arguments) -> {
                    if (CHANGES.contains(method.getName())) {
                        key(arguments[0])
                                .ifPresent(key ->
                                        steps.at("store." + method.getName() + ":" + folder(state, key) + " " + key));
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }

    private static Optional<String> key(Object argument) {
        return argument instanceof Iterable<?> many
                ? StreamSupport.stream(many.spliterator(), false).findFirst().map(String::valueOf)
                : Optional.of(String.valueOf(argument));
    }

    private static String folder(boolean state, String key) {
        return state ? key.replaceAll("/.*", "") : "lake";
    }
}
