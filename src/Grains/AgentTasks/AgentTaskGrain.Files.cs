using FencyGrid.Contracts;
using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Contracts.Sessions;
using FencyGrid.Grains.AgentTasks.Answers;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Sessions;

namespace FencyGrid.Grains.AgentTasks;

public partial class AgentTaskGrain
{
    /// <inheritdoc/>
    public async Task<AgentTaskFileLink> CreateFileLinkAsync(string fileId, string clientToken, CancellationToken cancellationToken)
    {
        var session = await tokens.FindAsync(OrganizationId, clientToken, SessionType.CreateAgentTaskFileDownload, cancellationToken);
        var file = await FindFileAsync(fileId, cancellationToken);
        var now = time.Now();
        var linkId = Ids.New(Ids.Session);
        var token = AccessToken.Issue(linkId);
        var link = new SessionRow(
            OrganizationId, linkId, SessionType.AgentTaskFileLink, AccessToken.HashOf(token),
            GridJson.Write(new SessionAllowance(TaskType: null, GuardRails: null, fileId)), now, now + sessionOptions.FileLinkLifetime, UsedAt: null, Version: 1);
        await store.CommitAsync(tokens.Use(new StoreTransaction().Insert(link), session), cancellationToken);
        return new AgentTaskFileLink(fileId, file.Extension, token);
    }

    /// <inheritdoc/>
    public async Task<AgentTaskFile> GetFileAsync(string fileId, string linkToken, CancellationToken cancellationToken)
    {
        var link = await tokens.FindAsync(OrganizationId, linkToken, SessionType.AgentTaskFileLink, cancellationToken);
        return ClientTokens.AllowanceOf(link).FileId == fileId
            ? await FindFileAsync(fileId, cancellationToken)
            : throw new UnauthorizedException("The link is for another file.");
    }

    private async Task<AgentTaskFile> FindFileAsync(string fileId, CancellationToken cancellationToken)
    {
        var stored = await queries.FindAsync(OrganizationId, _taskId, cancellationToken);
        var file = stored is null ? null : AnswerParts.FilesOf(AgentTaskViews.PartsOf(stored)).FirstOrDefault(file => file.Id == fileId);
        return file ?? throw NotFoundException.Of("agent task file", fileId);
    }
}
