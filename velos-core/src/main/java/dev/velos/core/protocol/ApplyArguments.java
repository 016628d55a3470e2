package dev.velos.core.protocol;

import java.util.List;

/**
 * The arguments of {@link Commands#APPLY}.
 *
 * @param wanted the specs that the table is to have, among others
 * @param gone names of processes to stop and forget
 */
public record ApplyArguments(StartArguments wanted, List<String> gone) {
    public ApplyArguments {
        gone = List.copyOf(gone);
    }

    public Fields toFields() {
        return Fields.builder()
                .putAll(wanted.toFields())
                .putTexts("delete", gone)
                .build();
    }

    public static ApplyArguments of(Fields fields) {
        return new ApplyArguments(StartArguments.of(fields), fields.texts("delete"));
    }
}
