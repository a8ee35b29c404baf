package io.tarn.proof.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.proof.faults.Fault.Port;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class FaultPlannerTest {
    @Test
    void the_same_seed_gives_the_same_plan_and_another_gives_another() {
        assertThat(FaultPlanner.plan(200, 7, 1000, 5000))
                .isEqualTo(FaultPlanner.plan(200, 7, 1000, 5000))
                .isNotEqualTo(FaultPlanner.plan(200, 8, 1000, 5000));
    }

    @Test
    void every_way_gets_its_share_and_each_is_spread_over_all_operations() {
        int cases = FaultPlanner.ways() * 20;
        List<Fault> plan = FaultPlanner.plan(cases, 3, 1000, 5000);
        assertThat(plan).hasSize(cases);
        Map<String, List<Fault>> byWay = plan.stream()
                .collect(Collectors.groupingBy(
                        f -> f.port() + " " + f.kind() + " " + f.moment() + " " + f.span() + " " + f.aftermath()));
        byWay.forEach((way, faults) -> {
            Map<Integer, Integer> tenths = new HashMap<>();
            for (Fault fault : faults) {
                int calls = fault.port() == Port.STORE ? 1000 : 5000;
                assertThat(fault.k()).isBetween(1, calls);
                tenths.merge((fault.k() - 1) * 10 / calls, 1, Integer::sum);
            }
            assertThat(tenths).as(way).hasSize(10);
        });
    }
}
