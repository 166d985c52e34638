using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Vegetation.Core;

namespace Vegetation.Functions.Catalogs.Stac;

/// <summary>
/// Asks a STAC API for pages. What may pass is asked again after a random pause of up to 0.5, 1, 2 ... 8 seconds (full jitter), after
/// what the server asks for, which holds all other requests too; what may be too much for the server is asked for in half the size.
/// </summary>
/// <param name="requestsAtOnce">How many requests it has in flight.</param>
sealed class StacClient(HttpClient http, TimeProvider time, Func<double> random, string root, int requestsAtOnce)
{
    /// <summary>100 items of Earth Search with three assets each are 0.6 MB, whole ones 3 MB.</summary>
    const int MaxAnswerBytes = 32 << 20, MaxRefusalBytes = 4096;

    const int Tries = 6;
    static readonly TimeSpan MaxRetryAfter = TimeSpan.FromSeconds(30);

    readonly RetrySchedule schedule = new(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(8), random, time);
    readonly RequestPace pace = new(requestsAtOnce, time);
    readonly LargeBuffer large = new(MaxAnswerBytes + 1);

    enum RetryDecision { None, Wait, WaitAndHalve }

    readonly record struct Answer(
        StacAnswer? Content, string Problem, RetryDecision Decision, RetryConditionHeaderValue? RetryAfter = null);

    /// <returns>The answer, to be disposed when it is read, and the link that got it: the one given, or with a smaller limit.</returns>
    /// <exception cref="CatalogUnavailableException">After the last try, when the token is cancelled, or at an answer that will not
    /// change.</exception>
    public async Task<(StacAnswer Answer, PageLink Asked)> Ask(PageLink link, CancellationToken cancellationToken)
    {
        if (!IsHere(link))
            throw new CatalogUnavailableException(root, $"its next link leads to another server: {AnswerText.Shortly(link.Href)}");
        var problem = "it did not answer";
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                var answer = await InTurn(link, cancellationToken);
                if (answer.Content is { } content) return (content, link);
                problem = answer.Problem;
                if (answer.Decision == RetryDecision.None) throw new CatalogUnavailableException(root, problem);
                if (attempt == Tries) throw new CatalogUnavailableException(root, $"{problem}, {Tries} times");
                if (answer.Decision == RetryDecision.WaitAndHalve) link = PageLimit.Halve(link);
                await Task.Delay(schedule.Pause(attempt - 1, answer.RetryAfter, MaxRetryAfter), time, cancellationToken);
            }
        }
        catch (OperationCanceledException e)
        {
            throw new CatalogUnavailableException(root, $"{problem}, and there is no time to retry", e);
        }
    }

    /// <summary>Credentials and requests meant for this server are not sent to another one, nor to it unencrypted.</summary>
    bool IsHere(PageLink link) =>
        Uri.TryCreate(link.Href, UriKind.Absolute, out var address)
        && address.GetLeftPart(UriPartial.Authority) == new Uri(root).GetLeftPart(UriPartial.Authority);

    async Task<Answer> InTurn(PageLink link, CancellationToken cancellationToken)
    {
        await pace.Enter(() => schedule.Pause(0, null, TimeSpan.Zero), cancellationToken);
        var asked = TimeSpan.Zero;
        try
        {
            var answer = await Try(link, cancellationToken);
            asked = schedule.Asked(answer.RetryAfter, MaxRetryAfter);
            return answer;
        }
        finally
        {
            pace.Leave(asked);
        }
    }

    async Task<Answer> Try(PageLink link, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(new HttpMethod(link.Method), link.Href);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/geo+json"));
            if (link.Body is { } body) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(http.Timeout);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (response.StatusCode != HttpStatusCode.OK) return await Refusal(response, limit.Token);
            var content = await AnswerBody.Read(response.Content, MaxAnswerBytes, large, limit.Token);
            if (content.IsWhole) return new Answer(StacAnswer.Of(content), "", RetryDecision.None);
            content.Dispose();
            return new Answer(null, $"its answer is larger than {MaxAnswerBytes >> 20} MB", RetryDecision.WaitAndHalve);
        }
        catch (JsonException e)
        {
            return new Answer(null, $"its answer is not valid JSON: {e.Message}", RetryDecision.Wait);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Answer(
                null, FormattableString.Invariant($"it did not answer within {http.Timeout.TotalSeconds} s"), RetryDecision.WaitAndHalve);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new Answer(null, $"it cannot be reached: {e.Message}", RetryDecision.Wait);
        }
    }

    async Task<Answer> Refusal(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var body = await AnswerBody.Read(response.Content, MaxRefusalBytes, large, cancellationToken);
        var said = Encoding.UTF8.GetString(body.Bytes.Span); // whatever its content type says
        var problem = $"it answered {(int)response.StatusCode} {response.ReasonPhrase}: {AnswerText.Shortly(said)}".TrimEnd(' ', ':');
        return response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout =>
                new Answer(null, problem, RetryDecision.Wait, response.Headers.RetryAfter),
            >= HttpStatusCode.InternalServerError => new Answer(null, problem, RetryDecision.WaitAndHalve, response.Headers.RetryAfter),
            _ => new Answer(null, problem, RetryDecision.None),
        };
    }
}
