-- What Orleans' ADO.NET providers find their way by: three tables, and the statements that they read from the table OrleansQuery.
-- The names of the queries, parameters and result columns are the providers' interface; the statements are this product's.
-- Runs again whenever it has changed, while no other silo can: every statement must leave what is there.

CREATE TABLE IF NOT EXISTS orleansquery (
    querykey VARCHAR(64) PRIMARY KEY,
    querytext TEXT NOT NULL
);

-- One row per cluster; its version rises with every change of membership, so that of two changes at once one fails.
CREATE TABLE IF NOT EXISTS orleansmembershipversiontable (
    deploymentid VARCHAR(150) PRIMARY KEY,
    timestamp TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    version INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE IF NOT EXISTS orleansmembershiptable (
    deploymentid VARCHAR(150) NOT NULL REFERENCES orleansmembershipversiontable (deploymentid),
    address VARCHAR(45) NOT NULL,
    port INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    siloname VARCHAR(150) NOT NULL,
    hostname VARCHAR(150) NOT NULL,
    status INTEGER NOT NULL,
    proxyport INTEGER,
    suspecttimes VARCHAR(8000),
    starttime TIMESTAMPTZ(3) NOT NULL,
    iamalivetime TIMESTAMPTZ(3) NOT NULL,
    PRIMARY KEY (deploymentid, address, port, generation)
);

CREATE TABLE IF NOT EXISTS orleansreminderstable (
    serviceid VARCHAR(150) NOT NULL,
    grainid VARCHAR(150) NOT NULL,
    remindername VARCHAR(150) NOT NULL,
    starttime TIMESTAMPTZ(3) NOT NULL,
    period BIGINT NOT NULL,
    grainhash INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (serviceid, grainid, remindername)
);

INSERT INTO orleansquery (querykey, querytext) VALUES
('InsertMembershipVersionKey', $q$
    WITH added AS (
        INSERT INTO orleansmembershipversiontable (deploymentid) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
    SELECT count(*)::int FROM added
$q$),
('InsertMembershipKey', $q$
    WITH raised AS (
        UPDATE orleansmembershipversiontable v SET version = v.version + 1, timestamp = now()
        WHERE v.deploymentid = @DeploymentId AND v.version = @Version AND NOT EXISTS (
            SELECT 1 FROM orleansmembershiptable m
            WHERE m.deploymentid = @DeploymentId AND m.address = @Address AND m.port = @Port AND m.generation = @Generation)
        RETURNING v.deploymentid),
    added AS (
        INSERT INTO orleansmembershiptable (deploymentid, address, port, generation, siloname, hostname, status, proxyport, starttime, iamalivetime)
        SELECT r.deploymentid, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM raised r
        RETURNING 1)
    SELECT count(*)::int FROM added
$q$),
('UpdateMembershipKey', $q$
    WITH raised AS (
        UPDATE orleansmembershipversiontable v SET version = v.version + 1, timestamp = now()
        WHERE v.deploymentid = @DeploymentId AND v.version = @Version AND EXISTS (
            SELECT 1 FROM orleansmembershiptable m
            WHERE m.deploymentid = @DeploymentId AND m.address = @Address AND m.port = @Port AND m.generation = @Generation)
        RETURNING v.deploymentid),
    changed AS (
        UPDATE orleansmembershiptable m SET status = @Status, suspecttimes = @SuspectTimes, iamalivetime = @IAmAliveTime
        FROM raised r
        WHERE m.deploymentid = r.deploymentid AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
        RETURNING 1)
    SELECT count(*)::int FROM changed
$q$),
('UpdateIAmAlivetimeKey', $q$
    UPDATE orleansmembershiptable SET iamalivetime = @IAmAliveTime
    WHERE deploymentid = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$q$),
('MembershipReadRowKey', $q$
    SELECT v.deploymentid, m.address, m.port, m.generation, m.siloname, m.hostname, m.status, m.proxyport, m.suspecttimes, m.starttime, m.iamalivetime, v.version
    FROM orleansmembershipversiontable v
    LEFT JOIN orleansmembershiptable m ON m.deploymentid = v.deploymentid AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
    WHERE v.deploymentid = @DeploymentId
$q$),
('MembershipReadAllKey', $q$
    SELECT v.deploymentid, m.address, m.port, m.generation, m.siloname, m.hostname, m.status, m.proxyport, m.suspecttimes, m.starttime, m.iamalivetime, v.version
    FROM orleansmembershipversiontable v
    LEFT JOIN orleansmembershiptable m ON m.deploymentid = v.deploymentid
    WHERE v.deploymentid = @DeploymentId
$q$),
('GatewaysQueryKey', $q$
    SELECT address, proxyport, generation FROM orleansmembershiptable
    WHERE deploymentid = @DeploymentId AND status = @Status AND proxyport > 0
$q$),
('DeleteMembershipTableEntriesKey', $q$
    WITH silos AS (DELETE FROM orleansmembershiptable WHERE deploymentid = @DeploymentId RETURNING 1)
    DELETE FROM orleansmembershipversiontable WHERE deploymentid = @DeploymentId AND (SELECT count(*) FROM silos) >= 0
$q$),
('CleanupDefunctSiloEntriesKey', $q$
    DELETE FROM orleansmembershiptable WHERE deploymentid = @DeploymentId AND iamalivetime < @IAmAliveTime AND status <> 3
$q$),
('UpsertReminderRowKey', $q$
    INSERT INTO orleansreminderstable AS r (serviceid, grainid, remindername, starttime, period, grainhash, version)
    VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
    ON CONFLICT (serviceid, grainid, remindername) DO UPDATE
    SET starttime = excluded.starttime, period = excluded.period, grainhash = excluded.grainhash, version = r.version + 1
    RETURNING version
$q$),
('ReadReminderRowsKey', $q$
    SELECT grainid, remindername, starttime, period, version FROM orleansreminderstable WHERE serviceid = @ServiceId AND grainid = @GrainId
$q$),
('ReadReminderRowKey', $q$
    SELECT grainid, remindername, starttime, period, version FROM orleansreminderstable
    WHERE serviceid = @ServiceId AND grainid = @GrainId AND remindername = @ReminderName
$q$),
('ReadRangeRows1Key', $q$
    SELECT grainid, remindername, starttime, period, version FROM orleansreminderstable
    WHERE serviceid = @ServiceId AND grainhash > @BeginHash AND grainhash <= @EndHash
$q$),
('ReadRangeRows2Key', $q$
    SELECT grainid, remindername, starttime, period, version FROM orleansreminderstable
    WHERE serviceid = @ServiceId AND (grainhash > @BeginHash OR grainhash <= @EndHash)
$q$),
('DeleteReminderRowKey', $q$
    WITH gone AS (
        DELETE FROM orleansreminderstable
        WHERE serviceid = @ServiceId AND grainid = @GrainId AND remindername = @ReminderName AND version = @Version RETURNING 1)
    SELECT count(*)::int FROM gone
$q$),
('DeleteReminderRowsKey', $q$
    DELETE FROM orleansreminderstable WHERE serviceid = @ServiceId
$q$)
ON CONFLICT (querykey) DO UPDATE SET querytext = excluded.querytext;
