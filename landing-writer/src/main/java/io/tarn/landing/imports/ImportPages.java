package io.tarn.landing.imports;

import io.tarn.core.CollectionName;
import io.tarn.core.json.Json;
import io.tarn.core.key.Keys;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Versioned;
import io.tarn.landing.imports.ImportRecord.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** The 256 objects with the import records of a collection, each changed by compare-and-swap. Thread-safe. */
final class ImportPages {
    private static final int AT_ONCE = 8;

    private final ObjectStore state;
    private final CollectionName collection;

    ImportPages(ObjectStore state, CollectionName collection) {
        this.state = state;
        this.collection = collection;
    }

    /** The page on which a record, or a path, is found: the first byte of its digest in hex. */
    static String of(String digest) {
        return digest.substring(0, 2);
    }

    Page read(String page) {
        String key = Keys.imports(collection, page);
        return state.read(key).map(found -> page(found, key)).orElseGet(ImportPages::empty);
    }

    /**
     * Changes pages, several at a time: each takes a few forces of the disk, or round trips to a bucket.
     *
     * @param changes by page; each is given a copy to change, and another one when somebody else was quicker
     */
    void change(Map<String, Consumer<Page>> changes) {
        if (changes.size() <= 1) {
            changes.forEach(this::change);
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, task -> {
            Thread thread = new Thread(task, "tarn-imports");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> running = new ArrayList<>();
            changes.forEach((page, change) -> running.add(threads.submit(() -> change(page, change))));
            for (Future<?> one : running) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while import records were written", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException told ? told : new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private void change(String page, Consumer<Page> change) {
        String key = Keys.imports(collection, page);
        while (true) {
            Optional<Versioned> before = state.read(key);
            Page was = before.map(found -> page(found, key)).orElseGet(ImportPages::empty);
            Page is = new Page(new TreeMap<>(was.imports()), new TreeMap<>(was.paths()));
            change.accept(is);
            if (is.equals(was)) {
                return;
            }
            String version = before.map(Versioned::version).orElse(null);
            if (state.swap(key, version, Json.write(is)).isPresent()) {
                return;
            }
        }
    }

    private static Page page(Versioned found, String key) {
        return Json.read(found.bytes(), Page.class, key);
    }

    private static Page empty() {
        return new Page(new TreeMap<>(), new TreeMap<>());
    }
}
