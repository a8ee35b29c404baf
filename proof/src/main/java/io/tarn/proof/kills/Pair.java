package io.tarn.proof.kills;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Two processes at once on one lake, each with a landing writer and compacting; both may be killed. */
final class Pair {
    private final Life life;

    Pair(Life life) {
        this.life = life;
    }

    List<String> round() throws IOException {
        List<String> problems = new ArrayList<>();
        try (Child a = life.startOneOfTwo();
                Child b = life.startOneOfTwo()) {
            CompletableFuture<Void> beside = CompletableFuture.runAsync(() -> work(b, problems));
            work(a, problems);
            beside.join();
        }
        return problems;
    }

    private void work(Child child, List<String> problems) {
        try {
            life.work(child, problems);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
