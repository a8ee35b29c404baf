package io.tarn.orchestration.demo;

import io.tarn.core.config.TarnConfig;
import java.time.Clock;
import java.util.List;

/** The demo from its first line to its last. */
final class Demo {
    /** Any number would do; the same one shows the same numbers tomorrow. */
    static final long SEED = 42;

    private final DemoPage page;
    private final DemoFolder folder;
    private final WebShop shop;
    private final Launcher tarn;

    Demo(DemoPage page, DemoFolder folder, Clock clock, ShopSize size, Launcher tarn) {
        this.page = page;
        this.folder = folder;
        this.tarn = tarn;
        shop = WebShop.open(SEED, WebShop.firstDayBefore(clock), size);
    }

    void run() {
        page.title("Three days of a shop that sells tents: " + Amounts.date(shop.day(0)) + " to "
                + Amounts.date(shop.day(2)));
        page.say("Everything is in " + folder.root()
                + (folder.isKept() ? ", which stays." : ", which goes at the end."));
        DemoClock clock = new DemoClock(shop.deliveries().get(0).arrives());
        TarnConfig config = DemoConfig.write(folder.root());
        try (DemoLake lake = new DemoLake(folder.root(), config, clock)) {
            DemoTables tables = new DemoTables(config, clock);
            new DemoShop(page, shop, new ShopFiles(folder.root())).show();
            DemoSchedule schedule = new DemoSchedule(shop, lake, clock);
            new DemoDays(page, lake, tables, schedule, shop).pass();
            new DemoProof(page, lake, shop).show();
        }
        sayGoodbye();
    }

    private void sayGoodbye() {
        page.step("Look around");
        if (folder.isKept()) {
            page.say("The lake, the shop's files and the tarn.yaml for them are in " + folder.root() + ":");
            page.command("cd " + Launcher.quoted(folder.root().toString()));
        } else {
            page.say("The folder goes now. The same with a folder that stays:");
            page.command(tarn.command("demo --dir tarn-demo"));
            page.command("cd tarn-demo");
        }
        List.of(
                        "status",
                        "query \"SELECT * FROM orders LIMIT 3\"",
                        "schema show orders",
                        "quarantine list",
                        "verify --deep")
                .forEach(arguments -> page.command(tarn.command(arguments)));
        page.command("find lake -name '*.parquet'");
    }
}
