namespace DeepTricks.Dsl;

/// <summary>Where a network's tensors lie besides the memory that <see cref="Parameter"/> knows.</summary>
internal interface IWeightsMirror
{
    /// <summary>Brings the newest numbers into the parameters' memory.</summary>
    void BringHome();

    /// <summary>Brings the newest numbers, and takes what is written to them next as newer.</summary>
    void HomeChanges();
}
