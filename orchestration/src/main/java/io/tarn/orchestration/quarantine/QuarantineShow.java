package io.tarn.orchestration.quarantine;

import io.tarn.core.CollectionName;
import io.tarn.core.Frame;
import io.tarn.core.json.Json;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import io.tarn.ingest.compact.QuarantineFilter;
import io.tarn.ingest.verify.KnownCollections;
import io.tarn.landing.QuarantinedFrame;
import io.tarn.orchestration.cli.CollectionNames;
import io.tarn.orchestration.cli.CommonOptions;
import io.tarn.orchestration.cli.Numbers;
import io.tarn.orchestration.cli.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tarn quarantine show}. */
@Command(
        name = "show",
        description =
                "Single events that were set aside, with reason, place, bytes and what to do; escaped, so that nothing in them steers a terminal.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  tarn quarantine show orders",
            "  tarn quarantine show orders --reason utf8 --day 2026-11-20 --limit 3",
            "  tarn quarantine show orders --reason duplicate_key --raw > to-be-mended.ndjson",
            "  tarn quarantine show orders --json | jq -r '.quarantine[0].bytes' | base64 -d"
        })
public final class QuarantineShow implements Callable<Integer> {
    private static final int SHOWN = 2_000;

    @Parameters(paramLabel = "COLLECTION", description = "Its name.")
    private String collection = "";

    @Mixin
    private final FrameOptions frames = new FrameOptions();

    @Option(names = "--limit", paramLabel = "N", description = "At most so many; default: 20, with --raw all.")
    private @Nullable Integer limit;

    @Option(names = "--json", description = "Print one JSON document; bytes in base64.")
    private boolean json;

    @Option(names = "--raw", description = "Print the bytes as they came and nothing else, a line feed after each.")
    private boolean raw;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    /** What {@code --json} prints. */
    record Document(List<Entry> quarantine) {}

    /** One event, its bytes in base64. */
    record Entry(
            String collection,
            Instant receivedAt,
            String eventId,
            String reason,
            String detail,
            String source,
            String segment,
            long seq,
            String bytes) {
        static Entry of(QuarantinedFrame frame) {
            return new Entry(
                    frame.collection(),
                    frame.receivedAt(),
                    frame.eventId(),
                    frame.reason().wireName(),
                    frame.detail(),
                    frame.source(),
                    frame.segment(),
                    frame.seq(),
                    Base64.getEncoder().encodeToString(frame.bytes()));
        }
    }

    @Override
    public Integer call() {
        if (json && raw) {
            throw common.usage("--json and --raw exclude each other.");
        }
        ObjectStore state = Stores.open(common.config().state());
        CollectionName name = CollectionNames.existing(collection, KnownCollections.in(state));
        int most = limit != null ? Math.max(0, limit) : raw ? Integer.MAX_VALUE : 20;
        if (raw) {
            raw(state, name, most);
            return 0;
        }
        QuarantineFilter filter = frames.filter(common);
        List<QuarantinedFrame> found = new ArrayList<>();
        boolean[] more = {false};
        Quarantined.each(state, List.of(name), frame -> {
            if (filter.covers(frame)) {
                more[0] = found.size() == most;
                if (!more[0]) {
                    found.add(frame);
                }
            }
            return !more[0];
        });
        if (json) {
            common.out()
                    .print(Json.pretty(
                            new Document(found.stream().map(Entry::of).toList())));
        } else if (found.isEmpty() && !more[0]) {
            common.out().println("Nothing of that was set aside.");
        } else {
            found.forEach(frame -> print(frame, common.out()));
        }
        if (more[0]) {
            common.err().println("tarn: There are more: --limit N shows so many");
        }
        return 0;
    }

    private void raw(ObjectStore state, CollectionName name, int most) {
        QuarantineFilter filter = frames.filter(common);
        common.out().flush();
        OutputStream out = System.out; // the bytes are no text, so that they cannot go through a writer
        int[] shown = {0};
        Quarantined.each(state, List.of(name), frame -> {
            if (shown[0] < most && filter.covers(frame)) {
                shown[0]++;
                write(frame, out);
            }
            return shown[0] < most;
        });
        System.out.flush();
    }

    private static void write(QuarantinedFrame frame, OutputStream out) {
        try {
            out.write(frame.bytes());
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void print(QuarantinedFrame frame, PrintWriter out) {
        out.println(frame.reason().wireName()
                + (frame.detail().isEmpty() ? "" : ": " + Printable.line(frame.detail(), SHOWN)));
        out.println("  received  " + frame.receivedAt()
                + (frame.source().isEmpty() ? "" : " from " + Printable.line(frame.source(), 200)));
        out.println("  archived  " + frame.segment() + ":" + frame.seq()
                + (frame.eventId().isEmpty() ? "" : ", id " + Printable.line(frame.eventId(), 200)));
        out.println("  bytes     " + bytes(frame));
        out.println("  to do     " + Remedies.of(frame.reason()));
        out.println();
    }

    private static String bytes(QuarantinedFrame frame) {
        if (frame.bytes().length == 0) {
            return "none are left";
        }
        String length = frame.headers().get(Frame.FULL_LENGTH);
        String of = length == null ? "" : " of " + Printable.line(length, 20);
        return Numbers.count(frame.bytes().length) + of + ": " + ShownBytes.of(frame.bytes(), SHOWN);
    }
}
