package io.tarn.landing;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.Reason;
import io.tarn.core.TarnException;
import io.tarn.core.json.JsonLimits;
import io.tarn.core.json.JsonParser;
import io.tarn.core.json.JsonRejected;
import io.tarn.landing.Spool.Encoded;
import io.tarn.landing.SpoolFile.Waiter;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Lands events: acknowledges each when it is on the disk, and puts them into the raw archive in segments.
 *
 * <pre>{@code
 * try (LandingWriter tarn = LandingWriter.open(LandingConfig.of(Path.of("/data/lake")))) {
 *     tarn.append("orders", Event.of("{\"id\": 1}")).join().orThrow();
 * }
 * }</pre>
 *
 * <p>One force of the disk acknowledges everyone who waits, and the next begins as soon as it returns. Thread-safe; one
 * per process is enough. A crash loses nothing that was acknowledged: the next {@code tarn land} or {@code tarn
 * compact} on the machine publishes it.
 */
public final class LandingWriter implements AutoCloseable {
    /** How long closing by age may be late, and how often publishing is tried again. */
    private static final Duration TICK = Duration.ofMillis(500);

    private static final Duration RETRY = Duration.ofSeconds(10);
    /** Who appends faster than the disk writes waits at this many bytes. */
    private static final long MOST_GATHERED = 32L << 20;

    /** How many events {@link #appendAll(CollectionName, List)} takes. */
    public static final int MOST_IN_BATCH = 5_000;
    /** How many bytes of payload {@link #appendAll(CollectionName, List)} takes. */
    public static final long MOST_BATCH_BYTES = 64L << 20;

    private static final ThreadLocal<JsonParser> PARSER =
            ThreadLocal.withInitial(() -> new JsonParser(JsonLimits.DEFAULT));

    private final LandingConfig config;
    private final Clock clock;
    private final Spool spool;
    private final PublishQueue queue;
    private final Thread committer;
    private final Object signal = new Object();
    private boolean closing;

    private LandingWriter(LandingConfig config) {
        this.config = config;
        this.clock = config.clock();
        this.queue = new PublishQueue(new SpoolPublisher(config), PublishQueue.UNBOUNDED);
        this.spool = new Spool(SpoolFolder.create(config, new SecureRandom()), config, queue::add);
        this.committer = new Thread(this::commitForEver, "tarn-commit");
        committer.setDaemon(true);
    }

    /** Opens a writer with a folder of its own in the spool. */
    public static LandingWriter open(LandingConfig config) {
        LandingWriter writer = new LandingWriter(config);
        writer.committer.start();
        return writer;
    }

    /** As {@link #append(CollectionName, Event)}. */
    public CompletableFuture<Ack> append(String collection, Event event) {
        return append(new CollectionName(collection), event);
    }

    /**
     * Lands an event, received now.
     *
     * @return completes when the event is on the disk, or at once where it is refused; fails with a
     *     {@link TarnException} where the disk is full or broken, also that of a new file, and then the event is not
     *     stored; only where this process dies before it could take back what it wrote may it be there, so who sends an
     *     event again gives it an id. Dependent stages run on the thread that commits: they must not block
     */
    public CompletableFuture<Ack> append(CollectionName collection, Event event) {
        Optional<Ack> refused = refuse(event);
        if (refused.isPresent()) {
            return CompletableFuture.completedFuture(refused.get());
        }
        CompletableFuture<Ack> answer = new CompletableFuture<>();
        append(collection, List.of(Encoded.of(event)), acks -> answer.complete(acks.get(0)), answer);
        return answer;
    }

    /** As {@link #appendAll(CollectionName, List)}. */
    public CompletableFuture<List<Ack>> appendAll(String collection, List<Event> events) {
        return appendAll(new CollectionName(collection), events);
    }

    /**
     * Lands events, received now, all at once: cheaper than one by one. Those that are good are stored and the others
     * refused.
     *
     * @return what became of each event, in their order; completes and fails as that of {@link #append(CollectionName,
     *     Event)}, and where it fails none is stored
     * @throws TarnException for more than {@value #MOST_IN_BATCH} events, or more than {@value #MOST_BATCH_BYTES}
     *     bytes; none is stored
     */
    public CompletableFuture<List<Ack>> appendAll(CollectionName collection, List<Event> events) {
        checkSize(events);
        List<Optional<Ack>> refused = events.stream().map(this::refuse).toList();
        List<Encoded> good = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            if (refused.get(i).isEmpty()) {
                good.add(Encoded.of(events.get(i)));
            }
        }
        if (good.isEmpty()) {
            return CompletableFuture.completedFuture(
                    refused.stream().map(Optional::orElseThrow).toList());
        }
        CompletableFuture<List<Ack>> answer = new CompletableFuture<>();
        append(collection, good, acks -> answer.complete(merge(refused, acks)), answer);
        return answer;
    }

    private void append(
            CollectionName collection,
            List<Encoded> events,
            Consumer<List<Ack>> answered,
            CompletableFuture<?> answer) {
        synchronized (signal) {
            waitForRoom();
            Instant now = clock.instant();
            long micros = SegmentFormat.micros(now);
            spool.append(collection, micros, events, new Waiter() {
                @Override
                public void stored(SpoolName file, long first) {
                    answered.accept(acks(file, first, SegmentFormat.instant(micros), events));
                }

                @Override
                public void failed(TarnException why) {
                    answer.completeExceptionally(why);
                }
            });
            signal.notifyAll();
        }
    }

    private static List<Ack> acks(SpoolName file, long first, Instant receivedAt, List<Encoded> events) {
        List<Ack> acks = new ArrayList<>(events.size());
        for (Encoded one : events) {
            acks.add(new Ack.Stored(
                    file.writer(),
                    file.epoch(),
                    first + acks.size(),
                    receivedAt,
                    one.event().id()));
        }
        return acks;
    }

    private static List<Ack> merge(List<Optional<Ack>> refused, List<Ack> stored) {
        Iterator<Ack> next = stored.iterator();
        return refused.stream().map(one -> one.orElseGet(next::next)).toList();
    }

    private static void checkSize(List<Event> events) {
        long bytes = events.stream().mapToLong(event -> event.payload().length).sum();
        if (events.size() > MOST_IN_BATCH || bytes > MOST_BATCH_BYTES) {
            throw new TarnException(
                    ExitCode.USAGE,
                    "A batch of " + events.size() + " events with " + bytes + " bytes is refused",
                    "a batch has at most " + MOST_IN_BATCH + " events and " + MOST_BATCH_BYTES + " bytes",
                    "Send several smaller ones; nothing of this one is stored");
        }
    }

    /**
     * Closes all open segments and waits until they are in the archive.
     *
     * @throws TarnException where one cannot be published; its events are safe in the spool, and it is tried again
     */
    public void flush() {
        spool.closeAll();
        spool.commit();
        queue.retry();
        List<PublishQueue.Unpublished> left = queue.await();
        if (!left.isEmpty()) {
            throw PublishQueue.unpublished(left);
        }
    }

    /** Flushes and ends; what cannot be published stays in the spool for the next writer on this machine. */
    @Override
    public void close() {
        synchronized (signal) {
            if (closing) {
                return;
            }
            closing = true;
            signal.notifyAll();
        }
        joinCommitter();
        try {
            flush();
        } finally {
            queue.close();
            free();
        }
    }

    /** Ends as a crash would: nothing more is written, acknowledged or removed. For tests. */
    public void abandon() throws IOException {
        synchronized (signal) {
            closing = true;
            signal.notifyAll();
        }
        joinCommitter();
        queue.await();
        queue.close();
        spool.abandon();
    }

    /** Publishes nothing and closes no segment: for tests that look at the spool of a live writer. */
    SpoolFolder folder() {
        return spool.folder();
    }

    private Optional<Ack> refuse(Event event) {
        byte[] payload = event.payload();
        if (payload.length > config.maxEventBytes()) {
            return Optional.of(new Ack.Refused(
                    Reason.EVENT_TOO_LARGE,
                    "The event has " + payload.length + " bytes, and 'max-event-size' is " + config.maxEventBytes()));
        }
        Optional<Ack> envelope = Envelope.refuse(event);
        if (envelope.isPresent()) {
            return envelope;
        }
        try {
            PARSER.get().parse(payload, 0, payload.length);
            return Optional.empty();
        } catch (JsonRejected rejected) {
            return Optional.of(new Ack.Refused(rejected.reason(), String.valueOf(rejected.getMessage())));
        }
    }

    private void waitForRoom() {
        boolean interrupted = false;
        while (!closing && spool.gathered() > MOST_GATHERED) {
            try {
                signal.wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (closing) {
            throw new IllegalStateException("the writer is closed");
        }
    }

    private void commitForEver() {
        Instant retried = clock.instant();
        while (waitForWork()) {
            spool.closeDue();
            spool.commit();
            synchronized (signal) {
                signal.notifyAll();
            }
            if (Duration.between(retried, clock.instant()).compareTo(RETRY) > 0) {
                queue.retry();
                retried = clock.instant();
            }
        }
    }

    /** Waits for appended frames or for the next tick; false once the writer is closed. */
    private boolean waitForWork() {
        synchronized (signal) {
            try {
                if (!closing && !spool.hasWork()) {
                    signal.wait(TICK.toMillis());
                }
            } catch (InterruptedException e) {
                return false;
            }
            return !closing;
        }
    }

    private void joinCommitter() {
        try {
            committer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void free() {
        try {
            spool.folder().removeIfEmpty();
        } catch (IOException e) {
            throw new TarnException(
                    ExitCode.UNEXPECTED,
                    "Spool folder '" + spool.folder().path() + "' cannot be removed",
                    String.valueOf(e.getMessage()),
                    "All its events are in the archive; the next writer removes it",
                    e);
        }
    }
}
