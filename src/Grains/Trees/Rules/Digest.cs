using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Extraction;
using FencyGrid.Grains.Extraction.Episodes;

namespace FencyGrid.Grains.Trees.Rules;

/// <summary>Items as the digest reads them.</summary>
public static class Digest
{
    public static EpisodeText? Of(IFactReader reader, IEnumerable<TreeItem> items)
    {
        var texts = items.Select(item => item switch
        {
            Message message => new ConversationMessage(message.Id, message.Role, message.Speaker, message.Content, message.SaidAt ?? message.CreatedAt, message.Caption),
            Fact { Origin: FactOrigin.Verbatim } fact => new ConversationMessage(fact.Id, fact.SourceRole ?? "user", fact.Speaker, fact.Text, fact.SaidAt ?? fact.CreatedAt),
            Fact fact => new ConversationMessage(fact.Id, "system", null, fact.Text, fact.SaidAt ?? fact.CreatedAt),
            _ => new ConversationMessage(item.Id, "system", null, item.Body, item.CreatedAt),
        }).ToList();
        return texts.Count == 0 ? null : reader.Summarize(texts);
    }
}
