package dev.velos.daemon.session;

import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import dev.velos.core.protocol.Fields;
import dev.velos.core.protocol.Reply;
import dev.velos.core.protocol.Request;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the handler of a request, and turns whatever it throws into an answer: the one place that does. */
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** More characters of a command that nobody knows are not repeated to its sender. */
    private static final int LONGEST_NAME = 64;

    private final Map<String, Handler> handlers;

    Dispatcher(Map<String, Handler> handlers) {
        this.handlers = Map.copyOf(handlers);
    }

    void dispatch(Request request, Session session) {
        Answer answer = new WireAnswer(request.id(), session);
        Handler handler = handlers.get(request.command());
        if (handler == null) {
            answer.fail(Failure.invalidRequest(
                    "This daemon knows no command \"" + shortened(request.command()) + "\".",
                    "It may be older than the client: \"velos daemon restart\" brings it up to date."));
            return;
        }
        try {
            handler.handle(request.arguments(), answer);
        } catch (VelosException e) {
            answer.fail(e.failure());
        } catch (RuntimeException e) {
            LOG.error("The command {} failed", request.command(), e);
            answer.fail(Failure.internal(
                    "The daemon could not carry out \"" + request.command() + "\": " + e + ".",
                    "Its log has the details; please report it."));
        }
    }

    private static String shortened(String command) {
        return command.length() <= LONGEST_NAME ? command : command.substring(0, LONGEST_NAME) + "...";
    }

    /** Sends what it is told as the reply to one request. */
    private record WireAnswer(long id, Session session) implements Answer {
        @Override
        public void succeed(Fields result) {
            session.answer(new Reply.Success(id, result));
        }

        @Override
        public void fail(Failure failure) {
            session.answer(new Reply.Failed(id, failure));
        }
    }
}
