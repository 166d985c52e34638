using System.Text;
using System.Text.Json;

namespace Vegetation.Functions.Hosting;

/// <summary>
/// One JSON line an invocation, without event and answer; the serializer escapes whatever an error quotes, line ends among it.
/// </summary>
internal sealed class InvocationLog(TextWriter output, string function)
{
    public void Write(Invocation invocation, TimeSpan elapsed, int answerBytes, FunctionError? error)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("function", function);
            json.WriteString("requestId", invocation.RequestId);
            if (invocation.TraceId is { } trace) json.WriteString("traceId", trace);
            json.WriteNumber("seconds", Math.Round(elapsed.TotalSeconds, 3));
            json.WriteNumber("eventBytes", invocation.Payload.Length);
            json.WriteNumber("answerBytes", answerBytes);
            if (error is not null) json.WriteString("errorType", error.ErrorType);
            if (error is not null) json.WriteString("errorMessage", error.ErrorMessage);
            json.WriteEndObject();
        }
        output.WriteLine(Encoding.UTF8.GetString(line.ToArray()));
    }
}
