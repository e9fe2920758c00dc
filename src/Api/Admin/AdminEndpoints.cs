using FencyGrid.Api.Auth;
using FencyGrid.Api.Http;
using FencyGrid.Api.Http.Body;
using FencyGrid.Api.Http.Idempotency;
using FencyGrid.Api.OpenApi;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Organizations;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Api.Admin;

/// <summary>Keys of the caller's organization, and for an operator new organizations, under <c>/admin/v1</c>.</summary>
public static class AdminEndpoints
{
    private const int NameLength = 200;

    private static readonly Dictionary<string, ApiKeyKind> Kinds = new(StringComparer.Ordinal)
    {
        ["SECRET"] = ApiKeyKind.Secret,
        ["PUBLISHABLE"] = ApiKeyKind.Publishable,
    };

    public static void MapAdmin(this IEndpointRouteBuilder app)
    {
        var admin = app.MapGroup("/admin/v1").WithTags("Administration")
            .WithMetadata(EndpointRules.SecretKey, ExactSlash.Instance, FencyErrorShape.Instance);
        admin.WithIdempotencyKeys();
        admin.MapPost("/keys", IssueAsync).Describe("createKey", "Issues a key. Its value is in this answer only.")
            .DescribeBody<CreateKeyRequest>().DescribeAnswer<AdminIssuedKey>(StatusCodes.Status201Created);
        admin.MapGet("/keys", ListAsync).Describe("listKeys", "Lists the organization's keys, revoked ones too.")
            .DescribeAnswer<AdminKeys>(StatusCodes.Status200OK);
        admin.MapDelete("/keys/{id}", RevokeAsync).Describe("revokeKey", "Revokes a key: from the answer on it opens nothing.")
            .DescribeNoContent();
        admin.MapPost("/organizations", CreateOrganizationAsync)
            .Describe("createOrganization", "Creates an organization with its first keys. Needs an operator's key.")
            .DescribeBody<CreateOrganizationRequest>().DescribeAnswer<AdminOrganization>(StatusCodes.Status201Created);
    }

    private static async Task IssueAsync(HttpContext context, IGrid grid)
    {
        CreateKeyRequest request;
        using (var body = await RequestBody.ReadAsync(context))
        {
            request = new CreateKeyRequest(
                body.Fields.RequiredText("name", NameLength),
                body.Fields.Choice("kind", Kinds),
                body.Fields.Boolean("isOperator"),
                body.Fields.Text("userId", TreeAddress.MaxPartLength));
        }

        if (request.UserId is { } user)
        {
            if (request.Kind == ApiKeyKind.Publishable)
            {
                throw RequestFields.Invalid("userId", "goes with a SECRET key only.");
            }

            TreeAddress.OfUser(TreeAddress.DefaultAgent, instanceId: null, user);
        }

        if (request.IsOperator == true)
        {
            RequireOperator(context);
            if (request.Kind == ApiKeyKind.Publishable)
            {
                throw RequestFields.Invalid("isOperator", "goes with a SECRET key only.");
            }
        }

        var issued = await Organization(context, grid).IssueKeyAsync(
            request.Kind ?? ApiKeyKind.Secret, request.Name, request.IsOperator == true, value: null, request.UserId, context.RequestAborted);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status201Created, AdminIssuedKey.Of(issued), AdminJson.IssuedKey);
    }

    private static async Task ListAsync(HttpContext context, IGrid grid)
    {
        var keys = await Organization(context, grid).ListKeysAsync(context.RequestAborted);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, new AdminKeys([.. keys.Select(AdminKey.Of)]), AdminJson.Keys);
    }

    private static async Task RevokeAsync(HttpContext context, string id, IGrid grid, KeyCache cache)
    {
        if (!Ids.IsWellFormed(id, Ids.ApiKey))
        {
            throw NotFoundException.Of("key", GivenValue.Shortened(id));
        }

        try
        {
            await Organization(context, grid).RevokeKeyAsync(id, context.RequestAborted);
        }
        finally
        {
            // A call that was given up on may have revoked the key all the same.
            cache.Clear();
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static async Task CreateOrganizationAsync(HttpContext context, IGrid grid)
    {
        RequireOperator(context);
        string name;
        using (var body = await RequestBody.ReadAsync(context))
        {
            name = body.Fields.RequiredText("name", NameLength);
        }

        var grain = grid.Get<IOrganizationGrain>(GrainKey.Of(Ids.New(Ids.Organization)));
        var organization = await grain.CreateAsync(name, context.RequestAborted);
        var secret = await grain.IssueKeyAsync(ApiKeyKind.Secret, "First key", isOperator: false, value: null, userId: null, context.RequestAborted);
        var publishable = await grain.IssueKeyAsync(ApiKeyKind.Publishable, "First key", isOperator: false, value: null, userId: null, context.RequestAborted);
        await JsonAnswer.WriteAsync(
            context,
            StatusCodes.Status201Created,
            new AdminOrganization(organization.Id, organization.CreatedAt, organization.Name, secret.Value, publishable.Value),
            AdminJson.Organization);
    }

    private static IOrganizationGrain Organization(HttpContext context, IGrid grid) =>
        grid.Get<IOrganizationGrain>(GrainKey.Of(context.Caller().OrganizationId));

    private static void RequireOperator(HttpContext context)
    {
        if (!context.Caller().IsOperator)
        {
            throw new RefusedException(
                StatusCodes.Status403Forbidden, ErrorCodes.Forbidden, "This needs an operator's key, such as the one that the server printed at its first start.");
        }
    }
}
