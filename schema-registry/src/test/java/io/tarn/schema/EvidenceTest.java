package io.tarn.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceTest {
    private static final int ROUNDS = 200;

    @Test
    void merging_is_commutative_associative_and_idempotent() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            RandomEvents random = new RandomEvents(seed);
            Evidence a = some(random);
            Evidence b = some(random);
            Evidence c = some(random);
            assertThat(a.merge(b)).as("seed %d", seed).isEqualTo(b.merge(a));
            assertThat(a.merge(b).merge(c)).as("seed %d", seed).isEqualTo(a.merge(b.merge(c)));
            assertThat(a.merge(a)).as("seed %d", seed).isEqualTo(a);
            assertThat(a.merge(b).merge(a)).as("seed %d", seed).isEqualTo(a.merge(b));
            assertThat(a.merge(Evidence.NONE)).as("seed %d", seed).isEqualTo(a).isEqualTo(Evidence.NONE.merge(a));
        }
    }

    /** Of up to three segments of four, so that some occur on both sides, even with other content. */
    private static Evidence some(RandomEvents random) {
        Evidence evidence = Evidence.NONE;
        for (int n = 1 + random.below(3); n > 0; n--) {
            SegmentEvidence segment = Given.segment(random.events(3), Given.DEFAULTS);
            evidence = evidence.merge(Evidence.of("s" + random.below(4), segment));
        }
        return evidence;
    }

    @Test
    void evidence_travels() throws Exception {
        Evidence evidence = Given.evidence(new RandomEvents(5).events(50), Given.DEFAULTS);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(evidence);
        }
        assertThat(read(bytes.toByteArray())).isEqualTo(evidence);
    }

    @Test
    void evidence_of_many_events_is_small() throws IOException {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            events.add("{'id':" + i + ",'name':'n" + i + "','nested':{'a':[1,2],'b':{'c':true}}}");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(Given.evidence(events, Given.DEFAULTS));
        }
        assertThat(bytes.size()).isLessThan(1_000);
    }

    @Test
    void more_members_than_are_kept_lose_the_rarest_and_say_so() {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < SegmentEvidence.KEPT_MEMBERS + 10; i++) {
            events.add("{'k" + i + "':1}");
        }
        events.add("{'often':1}");
        events.add("{'often':1}");
        SegmentEvidence evidence = Given.segment(events, Given.DEFAULTS);
        EvidenceNode total = new EvidenceNode();
        evidence.addTo(total);
        assertThat(evidence.cut()).isTrue();
        assertThat(total.size()).isEqualTo(SegmentEvidence.KEPT_MEMBERS);
        assertThat(total.distinct).isEqualTo(SegmentEvidence.KEPT_MEMBERS + 11);
        assertThat(Evidence.of("s", evidence).cut()).isTrue();
    }

    @Test
    void an_object_like_a_map_is_kept_small_and_its_number_of_members_known() {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            events.add("{'m':{'k" + i + "':1}}");
        }
        EvidenceNode total = new EvidenceNode();
        Given.segment(events, Given.DEFAULTS).addTo(total);
        assertThat(total.node(0).size()).isEqualTo(SegmentEvidence.KEPT_OF_MAP);
        assertThat(total.node(0).distinct).isEqualTo(1_000);
    }

    @Test
    void more_paths_than_are_kept_are_not_counted_and_their_objects_still_are_objects() {
        EvidenceCollector collector = new EvidenceCollector(Given.DEFAULTS, 3);
        collector.add(Given.tape("{'a':1,'b':2,'c':{'d':{'e':1}}}"));
        SegmentEvidence evidence = collector.finish();
        EvidenceNode total = new EvidenceNode();
        evidence.addTo(total);
        assertThat(evidence.cut()).isTrue();
        assertThat(total.size()).isEqualTo(3);
        assertThat(total.node(2).count(ValueClass.OBJECT)).isEqualTo(1);
        assertThat(Given.segment(List.of("{'a':1}"), Given.DEFAULTS).cut()).isFalse();
    }

    private static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }
}
