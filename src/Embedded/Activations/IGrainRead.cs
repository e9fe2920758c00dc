namespace FencyGrid.Embedded.Activations;

/// <summary>Something that runs beside a grain's turns and waits only for the grain to be activated. Ends with <see cref="Mailbox.EndRead"/>.</summary>
internal interface IGrainRead
{
    /// <summary>Must return at once.</summary>
    void Start(Activation activation);

    /// <summary>The activation failed, with the exception of <paramref name="failure"/>. Nothing was started.</summary>
    void Fail(Task failure);
}
