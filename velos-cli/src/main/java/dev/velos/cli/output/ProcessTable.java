package dev.velos.cli.output;

import dev.velos.core.process.ProcessSnapshot;
import java.util.ArrayList;
import java.util.List;

/** The table of {@code velos list}. */
public final class ProcessTable {
    private ProcessTable() {}

    /** The table of these instances, with a line feed at its end; without the reasons where there are none. */
    public static String of(List<ProcessSnapshot> processes, Terminal terminal) {
        List<Column> columns = new ArrayList<>();
        for (ListColumn kind : ListColumn.values()) {
            Column column = kind.of(processes);
            if (kind != ListColumn.REASON || !column.isEmpty()) {
                columns.add(column);
            }
        }
        return new Table(columns, terminal).text();
    }
}
