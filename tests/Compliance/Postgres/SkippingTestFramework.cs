using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace FencyGrid.Compliance.Postgres;

/// <summary>What a test throws, from its initialization too, to be reported as skipped with this reason.</summary>
public sealed class SkipTestException(string reason) : Exception(Mark + reason)
{
    internal const string Mark = "$Skip$";
}

/// <summary>
/// Reports tests that throw a <see cref="SkipTestException"/> as skipped: whether an inherited test can run here shows only at run time,
/// which xunit 2 has no word for. An assembly chooses it by <c>[assembly: TestFramework(…)]</c>.
/// </summary>
public sealed class SkippingTestFramework(IMessageSink messageSink) : XunitTestFramework(messageSink)
{
    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName) => new Executor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Executor(AssemblyName assemblyName, ISourceInformationProvider sources, IMessageSink diagnostics)
        : XunitTestFrameworkExecutor(assemblyName, sources, diagnostics)
    {
        protected override void RunTestCases(IEnumerable<IXunitTestCase> testCases, IMessageSink executionMessageSink, ITestFrameworkExecutionOptions executionOptions) =>
            base.RunTestCases(testCases, new SkippingSink(executionMessageSink), executionOptions);
    }

    private sealed class SkippingSink(IMessageSink inner) : LongLivedMarshalByRefObject, IMessageSink
    {
        public bool OnMessage(IMessageSinkMessage message)
        {
            var reason = (message as ITestFailed)?.Messages.FirstOrDefault(text => text.StartsWith(SkipTestException.Mark, StringComparison.Ordinal));
            return inner.OnMessage(reason is null ? message : new TestSkipped(((ITestFailed)message).Test, reason[SkipTestException.Mark.Length..]));
        }
    }
}
